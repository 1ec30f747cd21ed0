import { type Ledger, type Listener, orThrow, type Recorded } from '@partner-ledger/core'
import type { Unsubscribe } from '@partner-ledger/core/store'

import { numbered } from '../deliveries.js'

/** Where a listener listens, and what it may do to the ledger from the inside. */
export type Host = Pick<Ledger, 'on' | 'once' | 'off' | 'ingest' | 'forget' | 'close' | 'membership'>

/** A listener that does what none should. */
export interface Scenario {
  readonly name: string
  readonly listen: (host: Host) => void
}

const error = new Error('of the host')

const listening = (name: string, listener: (host: Host, recorded: Recorded) => unknown): Scenario => ({
  name,
  listen: (host) => {
    const own: (recorded: Recorded) => unknown = (recorded) => listener(host, recorded)
    host.on('recorded', own as Listener<'recorded'>)
  },
})

const by = (name: string, listen: (host: Host) => void): Scenario => ({ name, listen })

const answering = (name: string, answer: () => unknown): Scenario => listening(name, answer)

const nothing = undefined as unknown as Error

const fail = (cause: unknown): never => {
  throw cause
}

let others = 1000
const another = (): string => numbered((others += 1))

/** As many times as told: what ingests inside of what it is told would otherwise never end. */
const times = (most: number, act: () => unknown): (() => unknown) => {
  let count = 0
  return () => ((count += 1) <= most ? act() : undefined)
}

export const scenarios: readonly Scenario[] = [
  answering('throws', () => fail(error)),
  answering('throws no error', () => fail('a text')),
  answering('throws nothing', () => fail(undefined)),
  answering('rejects', () => Promise.reject(error)),
  answering('rejects a turn later', () => new Promise((_, reject) => setImmediate(reject, error))),
  answering('rejects with nothing', () => Promise.reject(nothing)),
  answering('never settles', () => new Promise(() => {})),
  answering('settles a turn later', () => new Promise((resolve) => setImmediate(resolve))),
  answering('answers a thenable that throws', () => ({ then: () => fail(error) })),
  answering('answers a thenable that cannot be looked at', () =>
    Object.defineProperty({}, 'then', { get: () => fail(error) }),
  ),
  answering('answers a thenable that never calls back', () => ({ then: () => undefined })),
  answering('answers a thenable that calls back twice', () => ({
    then: (resolve: () => void, reject: (cause: unknown) => void): void => {
      resolve()
      reject(error)
    },
  })),
  listening('changes what it is told', (_, recorded) => Object.assign(recorded, { position: 0, eventId: 'another' })),
  listening('changes what is within what it is told', (_, { key }) => Object.assign(key, { customerId: 0 })),
  listening('puts a trap into what it is told', (_, recorded) =>
    Object.defineProperty(recorded, 'position', { get: () => fail(error) }),
  ),
  by('changes the change that it is told', (host) => {
    host.on('linked', ({ after }) => void (after.periods as unknown[]).splice(0))
    host.on('relinked', (change) => void Object.assign(change, { position: 0, transitions: [] }))
  }),
  by('gives the ledger more, and does not wait', (host) => {
    const more = times(5, () => host.ingest(another()))
    host.on('recorded', () => {
      more()
    })
  }),
  by('gives the ledger more, and waits', (host) => {
    const more = times(5, () => host.ingest(another()))
    host.on('recorded', async () => {
      await more()
    })
  }),
  by('ends itself', (host) => {
    const end: Unsubscribe = host.on('recorded', () => end())
  }),
  by('ends itself by name, and every other of the same function', (host) => {
    const listener = (): void => host.off('recorded', listener)
    host.on('recorded', listener)
    host.on('recorded', listener)
  }),
  by('ends itself by its signal, and throws', (host) => {
    const ending = new AbortController()
    const listener = (): never => {
      ending.abort()
      throw error
    }
    host.on('recorded', listener, { signal: ending.signal })
  }),
  by('listens once, and throws', (host) => {
    host.once('recorded', () => fail(error))
  }),
  by('adds a listener whenever it is called, until there are too many', (host) => {
    const add = times(2000, () => host.on('recorded', listener))
    const listener = (): void => {
      add()
    }
    add()
  }),
  by('throws, a thousand times over', (host) => {
    for (let count = 0; count < 500; count += 1) host.on('recorded', () => fail(error))
    for (let count = 0; count < 500; count += 1) host.on('recorded', () => Promise.reject(error))
  }),
  by('throws, and so does the one that is told of it', (host) => {
    host.on('error', () => fail(error))
    host.on('error', () => Promise.reject(error))
    host.on('recorded', () => fail(error))
  }),
  listening('forgets whom it is told of', (host, { key: { orgId, customerId } }) =>
    orThrow(host.forget({ orgId, customerId })),
  ),
  listening('asks for what it is told of, and throws', async (host, { key }) => {
    await orThrow(host.membership(key))
    throw error
  }),
  listening('closes the ledger behind the last one', (host, { eventId }) => {
    if (eventId === `e-${lastOne}`) void host.close()
  }),
]

/** The last of the deliveries that these tests ingest. */
export const lastOne = 30
