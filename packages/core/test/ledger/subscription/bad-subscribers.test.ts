import {
  type Delivery,
  type DeliveryHandler,
  type Ledger,
  orThrow,
  type Subscription,
  type SubscriptionOptions,
} from '@partner-ledger/core'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { numbered } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { naiveSubscribing } from './naive-subscribing.js'
import { bodies, eventIdOf, ids, sharedStoreWithHoles } from './subscribing.js'

/** What a bad handler may reach. */
interface Reach {
  readonly ledger: Ledger
  readonly own: () => Subscription
}

interface Bad {
  readonly name: string
  readonly options?: Partial<SubscriptionOptions>
  readonly handle: (reach: Reach) => DeliveryHandler
  /** How many of it there are. */
  readonly many?: number
}

const never = (): Promise<void> => new Promise(() => {})
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
const failing = (cause: unknown): never => {
  throw cause
}
const aborting = new AbortController()
let ingested = 1000

const bad: readonly Bad[] = [
  { name: 'throws', handle: () => () => failing(new Error('no')) },
  { name: 'throws nothing', handle: () => () => failing(undefined) },
  { name: 'throws text', handle: () => () => failing('text') },
  { name: 'throws what cannot be shown', handle: () => () => failing(Object.create(null)) },
  { name: 'rejects', handle: () => () => Promise.reject(new Error('no')) },
  {
    name: 'rejects later',
    handle: () => async () => {
      await turn()
      failing(new Error('no'))
    },
  },
  { name: 'never settles', handle: () => never },
  { name: 'never settles after some', handle: () => (delivery) => (delivery.position > 2 ? never() : undefined) },
  { name: 'parks everything', options: { onPoison: 'park' }, handle: () => () => failing(new Error('no')) },
  {
    name: 'ingests more from inside',
    handle:
      ({ ledger }) =>
      async ({ position }) => {
        if (position < 3) await orThrow(ledger.ingest(numbered((ingested += 1), { orgId: 50192 })))
      },
  },
  {
    name: 'stops itself',
    handle:
      ({ own }) =>
      () =>
        void own().stop(),
  },
  {
    name: 'stops itself, and waits for it',
    handle:
      ({ own }) =>
      () =>
        own().stop({ timeoutMs: 5 }),
  },
  {
    name: 'aborts its own signal',
    options: { signal: aborting.signal },
    handle: () => () => aborting.abort(),
  },
  {
    name: 'subscribes once more from inside',
    handle:
      ({ ledger }) =>
      ({ position }) => {
        if (position === 1)
          ledger.subscribe({ name: `inner-${(ingested += 1)}`, orgId: 'all', from: 'end', handle: () => {} })
      },
  },
  {
    name: 'changes what it was handed',
    handle: () => (delivery) => {
      if (delivery._tag === 'changed') Reflect.set(delivery, 'event', undefined)
    },
  },
  {
    name: 'asks for its own status',
    handle:
      ({ own }) =>
      async () => {
        await orThrow(own().status())
      },
  },
  {
    name: 'waits until it has caught up',
    handle:
      ({ own }) =>
      async () => {
        await own().caughtUp()
      },
  },
  { name: 'is slow', handle: () => turn },
  { name: 'answers what is no promise', handle: () => (() => 7) as unknown as DeliveryHandler },
  { name: 'rejects behind its own back', handle: () => () => void Promise.reject(new Error('no')).catch(() => {}) },
  { name: 'has a thousand of its kind', many: 1000, handle: () => () => failing(new Error('no')) },
]

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
})

/** What went wrong for two good subscribers while somebody misbehaved. */
const faultsOf = async ({ handle, options, many = 1 }: Bad, by = subscribing): Promise<readonly string[]> => {
  const { ledger } = ledgerOver(sharedStoreWithHoles())
  const subscribe = by(ledger)
  const heard: string[][] = [[], []]
  const good = heard.map((own, at) =>
    subscribe({
      name: `good-${at}`,
      orgId: 50191,
      from: 'beginning',
      handle: (delivery: Delivery) => void own.push(eventIdOf(delivery)),
    }),
  )
  for (let at = 0; at < many; at += 1) {
    const subscription: Subscription = subscribe({
      name: `bad-${at}`,
      orgId: 50191,
      from: 'beginning',
      retry: { attempts: 2, initialDelayMs: 0 },
      handle: handle({ ledger, own: () => subscription }),
      ...options,
    })
  }
  await ingestAll(ledger, bodies(1, 3))
  await turn()
  await ingestAll(ledger, bodies(4, 6))
  const faults: string[] = []
  for (const one of good) if ((await one.caughtUp()) !== true) faults.push('one did not catch up')
  for (const own of heard) if (own.join() !== ids(1, 6).join()) faults.push(`one heard ${own.join()}`)
  await ledger.close({ timeoutMs: 20 })
  for (const one of good) if ((await one.ended)._tag !== 'stopped') faults.push('one did not end by being stopped')
  await turn()
  return unhandled.length === 0 ? faults : [...faults, 'a rejection that nobody handled']
}

const subscribing = (ledger: Ledger): Ledger['subscribe'] => ledger.subscribe

test.each(bad)('A subscriber that $name disturbs nobody', { tags: 'fault:subscribers' }, async (one) => {
  expect(await faultsOf(one)).toEqual([])
  figures({ rounds: 1 })
})

test(
  'A reader that hands to one handler after the other is found out by each of these: sabotage',
  { tags: 'twin:subscribers' },
  async () => {
    const found: string[] = []
    for (const one of bad) if ((await faultsOf(one, naiveSubscribing)).length > 0) found.push(one.name)
    expect(found).toEqual([
      'throws',
      'throws nothing',
      'throws text',
      'throws what cannot be shown',
      'rejects',
      'rejects later',
      'never settles',
      'never settles after some',
      'parks everything',
      'waits until it has caught up',
      'has a thousand of its kind',
    ])
  },
)
