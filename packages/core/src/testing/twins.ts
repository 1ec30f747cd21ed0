import * as fc from 'fast-check'

import type { PartnerProgramEvent } from '../membership/event.js'
import { eventIdArbitrary } from './events.js'
import { instantArbitrary } from './time.js'

/** How a second delivery of an event may differ from the first: in its id, its milliseconds, and what is no part of the fact. */
interface Redelivery {
  /** Which of the events is sent again. */
  readonly of: number
  readonly eventId: string
  readonly tierMillis: number | 'kept' | 'left out'
  readonly membershipMillis: number | 'kept' | 'left out'
  readonly refId?: string
}

const millis = fc.oneof(
  { weight: 2, arbitrary: fc.constant('kept' as const) },
  { weight: 2, arbitrary: fc.constant('left out' as const) },
  { weight: 1, arbitrary: instantArbitrary },
)

/** Deliveries of facts that were sent before, most of them twins. */
export const redeliveriesArbitrary: fc.Arbitrary<readonly Redelivery[]> = fc.array(
  fc.record(
    {
      of: fc.nat(),
      eventId: fc.oneof({ weight: 3, arbitrary: eventIdArbitrary.map((id) => `d1:${id}`) }, eventIdArbitrary),
      tierMillis: millis,
      membershipMillis: millis,
      refId: fc.constantFrom('other'),
    },
    { requiredKeys: ['of', 'eventId', 'tierMillis', 'membershipMillis'], noNullPrototype: true },
  ),
  { maxLength: 4 },
)

/** The events, and those that were sent again, each id once. */
export const withRedeliveries = (
  events: readonly PartnerProgramEvent[],
  redeliveries: readonly Redelivery[],
): readonly PartnerProgramEvent[] => {
  const all = new Map(events.map((event) => [event.eventId, event]))
  for (const redelivery of redeliveries) {
    const event = events[redelivery.of % events.length]
    if (event !== undefined && !all.has(redelivery.eventId)) all.set(redelivery.eventId, sentAgain(event, redelivery))
  }
  return [...all.values()]
}

const sentAgain = (
  event: PartnerProgramEvent,
  { eventId, tierMillis, membershipMillis, refId }: Redelivery,
): PartnerProgramEvent => {
  const again = { ...event, eventId, ...(refId === undefined ? {} : { refId }) }
  if (!('details' in again)) return again
  const { partnerTierExpiryDateInMillis: tier, membershipExpiryDateInMillis: membership, ...details } = again.details
  const ofTier = tierMillis === 'kept' ? tier : tierMillis === 'left out' ? undefined : tierMillis
  const ofMembership =
    membershipMillis === 'kept' ? membership : membershipMillis === 'left out' ? undefined : membershipMillis
  return {
    ...again,
    details: {
      ...details,
      ...(ofTier === undefined ? {} : { partnerTierExpiryDateInMillis: ofTier }),
      ...(ofMembership === undefined ? {} : { membershipExpiryDateInMillis: ofMembership }),
    },
  }
}
