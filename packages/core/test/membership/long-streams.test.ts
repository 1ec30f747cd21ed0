import { foldMembership, type PartnerProgramEvent, timeline } from '@partner-ledger/core/membership'
import { expect, test } from 'vitest'

import { key } from './sample.js'

const of = (count: number, eventAt: (n: number) => Partial<PartnerProgramEvent>): readonly PartnerProgramEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ type: 'partnerProgramLinked', ...key, eventId: `e${n}`, occurredAt: 1000 + n, details: {} },
    ...eventAt(n),
  }))

/** Copying the periods for each event would take minutes here. */
test('a stream of 200,000 links folds, and notes an anomaly for each but the first', () => {
  const membership = foldMembership(
    key,
    of(200_000, () => ({})),
  )
  expect([membership.periods.length, membership.anomalies.length]).toEqual([200_000, 199_999])
})

test('so does one of 200,000 facts of one moment, half of them without an id', () => {
  const events = of(200_000, (n) => ({ occurredAt: 1000, eventId: n % 2 === 0 ? `e${n}` : `d1:${n}` }))
  const { membership, twins = [] } = timeline(key, events)
  expect([membership.events, twins.length]).toEqual([100_000, 100_000])
})

test('a state stays as it was when events are folded into it', () => {
  const events = of(3, () => ({}))
  const before = foldMembership(key, events)
  const text = JSON.stringify(before)
  foldMembership(key, [...events, ...of(2, (n) => ({ eventId: `f${n}`, occurredAt: 5000 + n }))])
  expect(JSON.stringify(before)).toBe(text)
})
