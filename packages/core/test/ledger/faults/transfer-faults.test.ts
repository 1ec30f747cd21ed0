import { orThrow } from '@partner-ledger/core'
import { LedgerError, type LedgerStore } from '@partner-ledger/core/store'
import { copyLog, exportLog, importLog } from '@partner-ledger/core/transfer'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { contentsOf } from '../../transfer/logs.js'
import { broken, now } from '../deliveries.js'
import { delivered, deliveredToNeighbour, person, until } from '../forget/people.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { failures, failingOnce } from './failing-once.js'

const still = { clock: () => now }

/** A log with facts, a quarantine, and somebody who is forgotten. */
const inhabited = async (): Promise<LedgerStore> => {
  const store = memoryStore(still)
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, [delivered('a'), deliveredToNeighbour('n'), delivered('b'), broken('kept')])
  await orThrow(ledger.forget(person, { until }))
  await ingestAll(ledger, [delivered('c')])
  return store
}

/** A target that holds some of it already: the person, who is not forgotten there yet. */
const begun = async (): Promise<LedgerStore> => {
  const store = memoryStore(still)
  await ingestAll(ledgerOver(store).ledger, [delivered('a')])
  return store
}

type Move = (from: LedgerStore, to: LedgerStore) => Promise<{ readonly _tag: 'Left' | 'Right' }>

const lines = async (from: LedgerStore): Promise<string[]> => {
  const text: string[] = []
  for await (const line of exportLog(from)) text.push(line)
  return text
}

const moves: Readonly<Record<string, Move>> = {
  'a copy': (from, to) => copyLog(from, to),
  'an export and its import': async (from, to) => {
    try {
      return await importLog(to, await lines(from))
    } catch (error) {
      expect(error instanceof LedgerError || String(error).includes('out of order')).toBe(true)
      return { _tag: 'Left' }
    }
  },
}

test.each(
  Object.entries(moves).flatMap(([name, move]) =>
    (['source', 'target'] as const).map((end) => [name, end, move] as const),
  ),
)('every call fails once in %s, at its %s: an error, and done again it ends the same', async (_, end, move) => {
  const expected = await begun()
  expect((await move(await inhabited(), expected))._tag).toBe('Right')
  const counted = { rounds: 0, repeated: 0, differing: 0 }
  for (const kind of failures)
    for (let at = 1; ; at += 1) {
      const [from, to] = [await inhabited(), await begun()]
      const faulty = failingOnce(end === 'source' ? from : to, at, kind)
      const run = () => (end === 'source' ? move(faulty.store, to) : move(from, faulty.store))
      const first = await run()
      if (faulty.calls() < at) break
      if (first._tag === 'Left') expect((await run())._tag).toBe('Right')
      expect({ kind, at, contents: await contentsOf(to) }).toEqual({ kind, at, contents: await contentsOf(expected) })
      counted.rounds += 1
      counted.repeated += first._tag === 'Left' ? 1 : 0
    }
  expect(counted.rounds).toBeGreaterThan(20)
  figures(counted)
})
