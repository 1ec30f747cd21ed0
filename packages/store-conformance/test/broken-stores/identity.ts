import {
  type Append,
  conflict,
  type Duplicate,
  left,
  type Outcome,
  right,
  unavailable,
} from '@partner-ledger/core/store'
import { breathe } from '../../src/reading.js'

import { broken, type BrokenStore, type Sabotage } from './broken.js'
import { appendsChanged, changed, oneByOne, readsChanged, single, versionOf } from './change.js'

/** Stores that know ids by another rule: `isNew` says which append is stored although its id is known. */
const forgetful = (makeIsNew: () => (tenant: string, append: Append) => boolean): Sabotage => {
  return () => {
    const isNew = makeIsNew()
    let copies = 0
    return (store) => ({
      ...oneByOne(store, (tenant, append) => {
        if (!isNew(tenant, append)) return single(store, tenant, append)
        copies += 1
        const id = `${append.event.id}#${copies}`
        return single(store, tenant, { ...append, event: { ...append.event, id } })
      }),
      ...readsChanged(store, (events) => events.map((event) => ({ ...event, id: event.id.split('#')[0] ?? '' }))),
    })
  }
}

const placeOf = (tenant: string, { stream, event }: Append): string => JSON.stringify([tenant, stream, event.id])

const onDuplicate = (change: (outcome: Duplicate, append: Append) => Outcome): Sabotage => {
  return () => (store) =>
    oneByOne(store, (tenant, append) =>
      changed(single(store, tenant, append), (outcome) =>
        outcome._tag === 'duplicate' ? change(outcome, append) : outcome,
      ),
    )
}

/** P3, and P2: who wins, and who is known. */
export const identityBreakers: readonly BrokenStore[] = [
  broken(
    'P2',
    'reads the version, then appends: two can win',
    () => (store) =>
      oneByOne(store, async (tenant, append) => {
        const version = await versionOf(store, tenant, append.stream)
        await breathe()
        if (append.expected !== 'any' && append.expected !== version) return right(conflict(version))
        return single(store, tenant, { ...append, expected: 'any' })
      }),
  ),
  broken(
    'P2',
    'answers a conflict with the version that was expected',
    () => (store) =>
      oneByOne(store, (tenant, append) =>
        changed(single(store, tenant, append), (outcome) =>
          outcome._tag === 'conflict' && append.expected !== 'any' ? conflict(append.expected) : outcome,
        ),
      ),
  ),
  broken(
    'P2',
    'takes 0 for any',
    () => (store) =>
      appendsChanged(store, (append) => ({ ...append, expected: append.expected === 0 ? 'any' : append.expected })),
  ),
  broken(
    'P3',
    'knows no id',
    forgetful(() => () => true),
  ),
  broken(
    'P3',
    'knows the last 1,000 ids',
    forgetful(() => {
      const recent = new Set<string>()
      return (tenant, append) => {
        const known = recent.delete(placeOf(tenant, append))
        recent.add(placeOf(tenant, append))
        for (const oldest of recent) if (recent.size > 1000) recent.delete(oldest)
        return !known
      }
    }),
  ),
  broken(
    'P3',
    'looks at the version before the id',
    () => (store) =>
      oneByOne(store, async (tenant, append) => {
        const version = await versionOf(store, tenant, append.stream)
        if (append.expected !== 'any' && append.expected !== version) return right(conflict(version))
        return single(store, tenant, append)
      }),
  ),
  broken('P3', 'looks the id up, then appends: two can be stored', () => {
    const known = new Map<string, number>()
    return (store) => ({
      ...oneByOne(store, async (tenant, append) => {
        const copies = known.get(placeOf(tenant, append)) ?? 0
        await breathe()
        known.set(placeOf(tenant, append), (known.get(placeOf(tenant, append)) ?? 0) + 1)
        if (copies > 0) return single(store, tenant, append)
        const racing = (known.get(placeOf(tenant, append)) ?? 0) > 1
        const id = racing ? `${append.event.id}#${Math.random()}` : append.event.id
        return single(store, tenant, { ...append, expected: 'any', event: { ...append.event, id } })
      }),
    })
  }),
  broken(
    'P3',
    'answers a duplicate with the facts of the retry',
    onDuplicate((outcome, { event }) => ({ ...outcome, facts: event.facts })),
  ),
  broken(
    'P3',
    'answers a duplicate with the place of the stream',
    onDuplicate((outcome) => ({ ...outcome, version: outcome.version + 1 })),
  ),
  broken(
    'P3',
    'answers a duplicate as appended',
    onDuplicate(({ version, position }) => ({ _tag: 'appended', version, position, recordedAt: 0 })),
  ),
  broken(
    'P3',
    'leaves facts out of a duplicate',
    onDuplicate((outcome) => ({ ...outcome, facts: {} })),
  ),
  broken(
    'P3',
    'refuses the same id with other facts',
    onDuplicate((outcome, { event }) =>
      JSON.stringify(outcome.facts) === JSON.stringify(event.facts) ? outcome : conflict(outcome.version),
    ),
  ),
  broken('P3', 'knows an id in the whole tenant', () => {
    const first = new Map<string, Append>()
    return (store) =>
      oneByOne(store, (tenant, append) => {
        const key = JSON.stringify([tenant, append.event.id])
        if (!first.has(key)) first.set(key, append)
        return single(store, tenant, first.get(key) ?? append)
      })
  }),
  broken('P3', 'no longer knows what was forgotten', () => {
    const forgotten = new Set<string>()
    return (store) => ({
      ...appendsChanged(store, (append, tenant) =>
        forgotten.has(`${tenant}/${append.stream}`)
          ? { ...append, event: { ...append.event, id: `${append.event.id}#again` } }
          : append,
      ),
      forget: (tenant, stream, ...rest) => {
        forgotten.add(`${tenant}/${stream}`)
        return store.forget(tenant, stream, ...rest)
      },
    })
  }),
  broken('P3', 'keeps the body of the last retry', () => {
    const bodies = new Map<string, Uint8Array | undefined>()
    return (store) => ({
      ...oneByOne(store, (tenant, append) =>
        changed(single(store, tenant, append), (outcome) => {
          if (outcome._tag !== 'conflict') bodies.set(`${tenant}/${outcome.position}`, append.event.body)
          return outcome
        }),
      ),
      body: (tenant, position) =>
        changed(store.body(tenant, position), (body) => bodies.get(`${tenant}/${position}`) ?? body),
    })
  }),
  broken(
    'P3',
    'takes each retry for busy',
    () => (store) =>
      oneByOne(store, async (tenant, append) => {
        const answer = await single(store, tenant, append)
        return answer._tag === 'Right' && answer.right._tag === 'duplicate' ? left(unavailable('busy')) : answer
      }),
  ),
]
