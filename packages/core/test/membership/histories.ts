import type { Details, MembershipKey, PartnerProgramEvent } from '@partner-ledger/core/membership'
import { eventArbitrary, type History, historyArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'

import { key } from './sample.js'

/** How often each law is tried. */
export const numRuns = 1000

const crowdedIds = ['10', '9', 'B', 'a', 'b', 'e\u0301', 'z', '\u00e9', '\u{1f947}', '\uffee', '__proto__']

/** Events within three milliseconds whose ids no locale sorts as code units do; `ids` of them at most. */
const crowdedEvent = (ids: number): fc.Arbitrary<PartnerProgramEvent> =>
  fc
    .tuple(
      eventArbitrary(fc.constant(key)),
      fc.constantFrom(...crowdedIds.slice(0, ids)),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([event, eventId, occurredAt]) => ({ ...event, eventId, occurredAt }))

const crowdedHistory: fc.Arbitrary<History> = fc
  .uniqueArray(crowdedEvent(crowdedIds.length), { maxLength: 8, selector: ({ eventId }) => eventId })
  .map((events) => ({ key, events }))

/** Histories in which events state little, so that many of them change nothing. */
const quietHistory: fc.Arbitrary<History> = historyArbitrary().map(({ key, events }) => ({
  key,
  events: events.map(({ partnerProgramName: _name, partnerProgramType: _type, entity: _entity, ...event }) =>
    'details' in event ? { ...event, details: stating(event.details, 'partnerTierNumber') } : event,
  ),
}))

const stating = (details: Details, field: keyof Details): Details => {
  const value = details[field]
  return value === undefined ? {} : { [field]: value }
}

/** Histories as they are recorded: each id once, in any order of arrival. */
export const histories: fc.Arbitrary<History> = fc.oneof(historyArbitrary(), crowdedHistory, quietHistory)

/** Events of one key of which several share an id without being equal. */
export const unequalCopies: fc.Arbitrary<readonly PartnerProgramEvent[]> = fc.array(crowdedEvent(3), { maxLength: 8 })

/** Another order of the same. */
export const shuffled = <E>(events: readonly E[]): fc.Arbitrary<E[]> =>
  fc.shuffledSubarray([...events], { minLength: events.length })

/** Keys that differ from the one given in one id. */
export const otherKey = (of: MembershipKey): fc.Arbitrary<MembershipKey> =>
  fc
    .constantFrom('orgId', 'loyaltyProgramId', 'partnerProgramId', 'customerId')
    .map((part) => ({ ...of, [part]: of[part] === 1 ? 2 : 1 }))
