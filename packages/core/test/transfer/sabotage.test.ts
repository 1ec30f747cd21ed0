import { orThrow } from '@partner-ledger/core'
import { copyLog, type CopyReport, exportLog, importLog } from '@partner-ledger/core/transfer'
import type { Append, AppendAnswer, EventStore, LedgerStore, Outcome } from '@partner-ledger/core/store'
import { right } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { body } from '../ledger/deliveries.js'
import { delivered, person, until } from '../ledger/forget/people.js'
import { ingestAll, ledgerOver } from '../ledger/ledgers.js'
import { storeKinds } from '../ledger/stores.js'
import { collected, contentsOf } from './logs.js'

/** A log with a forgotten person, one who is not, and a quarantined body. */
const source = async (store: EventStore): Promise<EventStore> => {
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, [body(), delivered('gone'), delivered('newer', 5), '{'])
  await orThrow(ledger.forget(person, { until }))
  return store
}

/** The store, which keeps something else than it is given. */
const keeping = (store: LedgerStore, change: (append: Append) => Append): LedgerStore => ({
  ...store,
  append: (tenant, [first, ...rest], seen) => store.append(tenant, [change(first), ...rest.map(change)], seen),
})

const without =
  (part: 'personal' | 'body') =>
  (append: Append): Append => {
    const { [part]: _, ...event } = append.event
    return { ...append, event: event }
  }

const withFact = (name: string, value: number): ((append: Append) => Append) => {
  return (append) => ({ ...append, event: { ...append.event, facts: { ...append.event.facts, [name]: value } } })
}

/** A store that answers for the third of the appends it is given, and forgets to keep it. */
const losingOne = (store: LedgerStore): LedgerStore => {
  let count = 0
  return {
    ...store,
    append: async (tenant, [first, ...rest], seen) => {
      const [one, ...more] = [first, ...rest].filter(() => (count += 1) !== 3)
      const nothing: AppendAnswer = { epoch: 'e', head: 0, outcomes: [lost] }
      const answer = one === undefined ? right(nothing) : await store.append(tenant, [one, ...more], seen)
      if (answer._tag === 'Left' || 'stale' in answer.right) return answer
      const [outcome, ...others] = answer.right.outcomes
      const outcomes = [outcome, ...others, outcome].slice(0, rest.length + 1) as [Outcome]
      return right({ ...answer.right, outcomes })
    },
  }
}

const lost: Outcome = { _tag: 'appended', version: 1, position: 1, recordedAt: 0 }

const broken: readonly (readonly [string, (store: LedgerStore) => LedgerStore, readonly string[]])[] = [
  ['loses an event', losingOne, ['events', 'version', 'facts']],
  ['loses personal parts', (store) => keeping(store, without('personal')), ['kept', 'fold']],
  ['loses bodies', (store) => keeping(store, without('body')), ['kept']],
  ['changes a fact that no fold reads', (store) => keeping(store, withFact('eventLogId', 9)), ['facts']],
  [
    'changes a fact that the fold reads',
    (store) => keeping(store, withFact('partnerTierNumber', 9)),
    ['facts', 'fold'],
  ],
  ['forgets to forget', (store) => ({ ...store, forget: () => Promise.resolve(right(undefined)) }), ['forgotten']],
]

const differing = ({ mismatches }: CopyReport): ReadonlySet<string> => new Set(mismatches.map(({ what }) => what))

describe.each(storeKinds)('the proof at the end of moving a log into $name', ({ open }) => {
  test('holds for a sound store', async () => {
    expect(await orThrow(copyLog(await source(open()), open()))).toMatchObject({ complete: true, differences: 0 })
  })

  test.each(broken)('is found out for a store that %s', async (_, breaking, found) => {
    const from = await source(open())
    const copied = await orThrow(copyLog(from, breaking(open())))
    const lines = await collected(exportLog(from))
    const imported = await orThrow(importLog(breaking(open()), lines))
    for (const report of [copied, imported]) {
      expect(report.complete).toBe(true)
      expect(report.differences).toBeGreaterThan(0)
      expect([...differing(report)]).toEqual(expect.arrayContaining([...found]))
    }
  })

  test('names what was in the target before, and what has no place in the source', async () => {
    const [from, to] = [await source(open()), open()]
    const other = { id: 'x', type: 'y', occurredAt: 1, schema: 1, facts: {} }
    await orThrow(to.append('50191', [{ stream: 'other', expected: 'any', event: other }]))
    const { mismatches } = await orThrow(copyLog(from, to))
    expect(mismatches).toEqual([
      { _tag: 'CopyMismatch', retryable: false, tenant: '50191', what: 'events', expected: 4, actual: 5 },
    ])
  })

  test('lists a hundred differences and counts them all', async () => {
    const [from, to] = [open(), open()]
    const { ledger } = ledgerOver(from)
    await ingestAll(
      ledger,
      Array.from({ length: 120 }, (_, n) => body({ customer: { customerId: n + 1 } })),
    )
    const report = await orThrow(copyLog(from, keeping(to, without('body'))))
    expect([report.streams, report.differences, report.mismatches.length]).toEqual([120, 120, 100])
  })

  test('the times of recording are kept, which the tests of equality see when they are not', async () => {
    const clock = { clock: () => 1000 }
    const from = await source(open())
    const [kept, lost] = [open(clock), open(clock)]
    await orThrow(copyLog(from, kept))
    await orThrow(
      copyLog(
        from,
        keeping(lost, ({ recordedAt: _, ...append }) => append),
      ),
    )
    expect(await contentsOf(kept)).toEqual(await contentsOf(from))
    expect(await contentsOf(lost)).not.toEqual(await contentsOf(from))
  })
})
