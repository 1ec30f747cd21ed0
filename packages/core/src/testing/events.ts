import * as fc from 'fast-check'

import type { Delinked, Details, ExpiryReminder, Linked, PartnerProgramEvent, Updated } from '../membership/event.js'
import type { MembershipKey } from '../membership/key.js'
import { customerArbitrary } from './customer.js'
import { dayArbitrary, instantArbitrary } from './time.js'

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

/** An id out of few, so that equal ids, and ids that texts sort otherwise than code units, turn up. */
const eventIdArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.uuid() },
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

/** Details of Linked and Updated: tiers and terms that agree, disagree, or are missing. */
export const detailsArbitrary: fc.Arbitrary<Details> = fc.record(
  {
    partnerTierNumber: fc.integer({ min: -1, max: 3 }),
    partnerTierExpiryDate: dayArbitrary,
    partnerTierExpiryDateInMillis: instantArbitrary,
    membershipNumber: fc.constantFrom('123-asa3', 'abcd'),
    membershipExpiryDate: dayArbitrary,
    membershipExpiryDateInMillis: instantArbitrary,
  },
  { requiredKeys: [], noNullPrototype: true },
)

export const linkedArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<Linked> =>
  fc
    .tuple(stated(key), detailsArbitrary)
    .map(([common, details]) => ({ type: 'partnerProgramLinked', ...common, details }))

export const updatedArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<Updated> =>
  fc
    .tuple(
      stated(key),
      detailsArbitrary,
      fc.record({ updateType: fc.constantFrom('UPGRADE', 'RENEW', 'DOWNGRADE', 'OTHER') }, { requiredKeys: [] }),
    )
    .map(([common, details, update]) => ({ type: 'partnerProgramUpdated', ...common, details, ...update }))

export const delinkedArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<Delinked> =>
  stated(key).map((common) => ({ type: 'partnerProgramDelinked', ...common }))

export const reminderArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<ExpiryReminder> =>
  fc
    .tuple(stated(key), fc.record({ scheduledExpiryDate: dayArbitrary }, { requiredKeys: [] }))
    .map(([common, reminder]) => ({ type: 'supplementaryMembershipExpiryReminder', ...common, ...reminder }))

/** Any of the four events. */
export const eventArbitrary = (key: fc.Arbitrary<MembershipKey> = keyArbitrary): fc.Arbitrary<PartnerProgramEvent> =>
  fc.oneof(linkedArbitrary(key), updatedArbitrary(key), delinkedArbitrary(key), reminderArbitrary(key))
