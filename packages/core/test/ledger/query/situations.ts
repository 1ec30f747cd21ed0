import type { LocalDays, MembershipQuery } from '@partner-ledger/core'
import type { PartnerProgramEvent, Zone } from '@partner-ledger/core/membership'
import { dayArbitrary, eventArbitrary, instantArbitrary, timeArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'

import { endOfDay, momentOf } from '../../../src/membership/end-of-day.js'

/** An organisation's log, and a question at a time. */
export interface Situation {
  readonly events: readonly PartnerProgramEvent[]
  readonly query: MembershipQuery
  readonly now: number
  readonly zone: Zone
  readonly limit: number
}

/** Days that end at odd times here and there: daylight saving, dates that are left out, offsets of half an hour. */
const zoneArbitrary = fc
  .constantFrom(
    ...['UTC', 'America/New_York', 'America/Sao_Paulo', 'Atlantic/Azores', 'Africa/Cairo', 'Pacific/Apia'],
    ...['Asia/Kolkata', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Australia/Lord_Howe'],
  )
  .map((name): Zone => ({ _tag: 'Zone', name }))

/** Instants on, beside and between the ends of the days that histories turn about. */
const edgeArbitrary = (zone: Zone): fc.Arbitrary<number> =>
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom('2024-02-29', '2024-03-08', '2024-03-09', '2024-03-10', '2024-03-11', '2123-05-12'),
        fc.constantFrom(-1, 0, 1),
      )
      .map(([date, beside]) => endOfDay(date, zone) + beside),
    fc
      .tuple(dayArbitrary, timeArbitrary, fc.constantFrom(-1, 0, 1))
      .map(([date, time, beside]) => momentOf(date, time, zone) + beside),
    instantArbitrary,
  )

/** Days from one to another, or open on a side. */
const daysArbitrary: fc.Arbitrary<LocalDays> = fc.oneof(
  fc.tuple(dayArbitrary, dayArbitrary).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  dayArbitrary.map((from) => ({ from })),
  dayArbitrary.map((to) => ({ to })),
)

const queryArbitrary = (zone: Zone): fc.Arbitrary<MembershipQuery> =>
  fc
    .tuple(
      fc.record({ orgId: fc.constantFrom(1, 50191) }),
      rarely({
        customerId: fc.constantFrom(7, 354971193, Number.MAX_SAFE_INTEGER),
        loyaltyProgramId: fc.constantFrom(855, 1115),
        partnerProgramId: fc.constantFrom(25, 45),
        tier: fc.integer({ min: -1, max: 3 }),
        membershipNumber: fc.constantFrom('123-asa3', 'abcd', 'nobody'),
        remindedNotRenewed: fc.boolean(),
        anomaly: fc.constantFrom('missing-link', 'linked-twice', 'expiry-mismatch', 'update-after-delink'),
      }),
      rarely({ link: fc.constantFrom('active', 'expired', 'delinked') }),
      rarely({ endUnknown: fc.boolean() }),
      rarely({
        expiringBefore: edgeArbitrary(zone),
        expiringAfter: edgeArbitrary(zone),
        expiring: daysArbitrary,
      }),
    )
    .map(([org, ...filters]) => Object.assign({}, org, ...filters) as MembershipQuery)

/** At most two of these. */
const rarely = (filters: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> =>
  fc
    .subarray(Object.keys(filters), { maxLength: Math.min(2, Object.keys(filters).length) })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, filters[name] ?? fc.constant(0)]))))

export const situationArbitrary: fc.Arbitrary<Situation> = zoneArbitrary.chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    events: fc.array(eventArbitrary(), { maxLength: 40, size: 'max' }),
    query: queryArbitrary(zone),
    now: edgeArbitrary(zone),
    limit: fc.integer({ min: 1, max: 13 }),
  }),
)
