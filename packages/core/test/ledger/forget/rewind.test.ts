import { orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { type MemoryLog, memoryLog, memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { replaceableStore } from '../replaceable-store.js'
import { headOf } from '../stores.js'
import { delivered, deliveredToNeighbour, everythingIn, neighbour, person, tenant, until } from './people.js'

/** A log that another process wrote after the first one went back: the person is forgotten, at the same head or not. */
const regrown = async (epoch: string, head: number, grow: 'persons' | 'less'): Promise<MemoryLog> => {
  const log = { ...memoryLog(), epoch }
  const { ledger } = ledgerOver(memoryStore({ log }))
  await orThrow(ledger.forget(person, { until }))
  for (let next = 2; grow === 'persons' && next <= head; next += 1)
    await ingestAll(ledger, [deliveredToNeighbour(`other-${next}`)])
  return log
}

type Broken = (store: EventStore) => EventStore

/** Held against nothing. */
const unseeing: Broken = (store) => ({ ...store, append: (of, appends) => store.append(of, appends) })

/** Held against the version alone, in whatever log and of whatever event. */
const byVersionAlone: Broken = (store) => ({
  ...store,
  append: async (of, appends, seen) => {
    if (seen === undefined) return store.append(of, appends)
    const page = await store.readStream(of, seen.stream, Math.max(0, seen.version - 1), 10)
    const isStale = page._tag === 'Right' && page.right.events.at(-1)?.version !== (seen.version || undefined)
    return isStale ? store.append(of, appends, seen) : store.append(of, appends)
  },
})

/** What a ledger stores of the forgotten person that has known the log before it went back. */
const storedAfter = async (
  grow: 'persons' | 'less',
  before: readonly string[],
  sameEpoch: boolean,
  broken: Broken = (store) => store,
): Promise<string> => {
  const first = memoryLog()
  const { store, replaceBy } = replaceableStore(first)
  const { ledger } = ledgerOver(broken(store))
  await ingestAll(ledger, [deliveredToNeighbour('n'), deliveredToNeighbour('m'), deliveredToNeighbour('o')])
  for (const _ of before) await orThrow(ledger.forget(neighbour, { until }))
  const log = await regrown(sameEpoch ? first.epoch : 'another', await headOf(store, tenant), grow)
  replaceBy(log)
  await ingestAll(ledger, [delivered('late')])
  await orThrow(ledger.ingestMany([delivered('later', -2)]))
  return everythingIn(memoryStore({ log }))
}

describe('a log that went back under a ledger, and in which somebody was forgotten since', () => {
  const logs = (['persons', 'less'] as const).flatMap((grow) =>
    [[], ['neighbour']].flatMap((before) => [true, false].map((sameEpoch) => ({ grow, before, sameEpoch }))),
  )

  test.each(logs)(
    'brings nothing of them back: $grow, $before, same epoch $sameEpoch',
    { tags: 'fault:rewind' },
    async (log) => {
      expect(await storedAfter(log.grow, log.before, log.sameEpoch)).not.toMatch(/canary-late/)
    },
  )

  test('would bring it back where appends are held against nothing: sabotage', async () => {
    expect(await storedAfter('persons', [], true, unseeing)).toMatch(/canary-late/)
  })

  test('would bring it back where the version alone is compared: sabotage', { tags: 'twin:rewind' }, async () => {
    expect(await storedAfter('persons', ['neighbour'], true, byVersionAlone)).toMatch(/canary-late/)
  })
})
