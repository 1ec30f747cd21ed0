import * as fc from 'fast-check'

import {
  type Delinked,
  type Details,
  type ExpiryReminder,
  type Linked,
  type LearnedField,
  learnedFields,
  type PartnerProgramEvent,
  type Updated,
} from '../membership/event.js'
import type { MembershipKey } from '../membership/key.js'
import { customerArbitrary } from './customer.js'
import { announcedEndArbitrary, endArbitrary, endFields } from './expiries.js'
import { instantArbitrary } from './time.js'

/** Keys of few organisations, programs and customers, so that events meet. */
export const keyArbitrary: fc.Arbitrary<MembershipKey> = fc.record(
  {
    orgId: fc.constantFrom(1, 50191),
    loyaltyProgramId: fc.constantFrom(855, 1115),
    partnerProgramId: fc.constantFrom(25, 45),
    customerId: fc.constantFrom(7, 354971193, Number.MAX_SAFE_INTEGER),
  },
  { noNullPrototype: true },
)

/** An id, also derived ones, and few enough that equal ids and ids that locales sort otherwise than code units turn up. */
export const eventIdArbitrary: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.uuid() },
  { weight: 2, arbitrary: fc.constantFrom('d1:a', 'd1:B', 'd1:b', 'd1:z', 'm1:a', 'e1:a', 'd1') },
  { weight: 1, arbitrary: fc.constantFrom('a', 'B', 'b', 'é', 'z', '\u{1f947}', '\uffee', '__proto__') },
)

const programTypeArbitrary = fc.constantFrom('EXTERNAL', 'SUPPLEMENTARY', 'OTHER')

/** What every event states; fields that may be absent often are. */
const stated = (key: fc.Arbitrary<MembershipKey>) =>
  fc
    .tuple(
      key,
      fc.record({ eventId: eventIdArbitrary, occurredAt: instantArbitrary }),
      fc.record(
        {
          partnerProgramName: fc.constantFrom('Drivers ', 'Riders', ''),
          partnerProgramType: programTypeArbitrary,
          refId: fc.string({ maxLength: 8, unit: 'grapheme-ascii' }),
          entity: fc.record(
            { type: fc.constantFrom('USER', 'CARD'), id: fc.constantFrom(7, 354971193) },
            { noNullPrototype: true },
          ),
          customer: customerArbitrary,
        },
        { requiredKeys: [] },
      ),
    )
    .map(([ofKey, required, optional]) => ({ ...ofKey, ...required, ...optional }))

/** Details of Linked and Updated: tiers and terms that agree, disagree, are unread, or are missing. */
export const detailsArbitrary: fc.Arbitrary<Details> = fc
  .tuple(
    fc.record(
      {
        partnerTierNumber: fc.integer({ min: -1, max: 3 }),
        membershipNumber: fc.constantFrom('123-asa3', 'abcd'),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    endArbitrary,
    endArbitrary,
  )
  .map(([stated, ofTier, ofMembership]) => ({
    ...stated,
    ...endFields('partnerTierExpiry', ofTier),
    ...endFields('membershipExpiry', ofMembership),
  }))

/** The event with marks on some of its dates and milliseconds, as a decoder that has learned would mark them. */
const marked = <E extends PartnerProgramEvent>(events: fc.Arbitrary<E>): fc.Arbitrary<E> =>
  fc
    .tuple(events, fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.subarray([...learnedFields])))
    .map(([event, marks]) => {
      const stated: object = 'details' in event ? event.details : event
      const learned = marks.filter((field: LearnedField) => field in stated)
      return learned.length === 0 ? event : { ...event, learned }
    })

/** Linked events of these memberships. */
export const linkedArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<Linked> =>
  marked(
    fc
      .tuple(stated(key), detailsArbitrary)
      .map(([common, details]) => ({ type: 'partnerProgramLinked' as const, ...common, details })),
  )

/** Updated events of these memberships, with known and unknown update types. */
export const updatedArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<Updated> =>
  marked(
    fc
      .tuple(
        stated(key),
        detailsArbitrary,
        fc.record(
          { updateType: fc.constantFrom('UPGRADE', 'RENEW', 'RENEW', 'DOWNGRADE', 'OTHER') },
          { requiredKeys: [] },
        ),
      )
      .map(([common, details, update]) => ({ type: 'partnerProgramUpdated' as const, ...common, details, ...update })),
  )

/** Delinked events of these memberships. */
export const delinkedArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<Delinked> =>
  stated(key).map((common) => ({ type: 'partnerProgramDelinked', ...common }))

/** Reminders of these memberships, with every form of an announced end. */
export const reminderArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<ExpiryReminder> =>
  marked(
    fc.tuple(stated(key), announcedEndArbitrary).map(([common, end]) => ({
      type: 'supplementaryMembershipExpiryReminder' as const,
      ...common,
      ...endFields('scheduledExpiry', end),
    })),
  )

/** Any of the four events. */
export const eventArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<PartnerProgramEvent> =>
  fc.oneof(linkedArbitrary(key), updatedArbitrary(key), delinkedArbitrary(key), reminderArbitrary(key))
