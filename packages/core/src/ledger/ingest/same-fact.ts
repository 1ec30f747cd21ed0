import type { PartnerProgramEvent } from '../../membership/event.js'
import { upcast } from '../../membership/upcast.js'
import type { Duplicate } from '../../store/outcome.js'
import { factsOf } from '../log/event-record.js'

/** What of the first delivery is at hand: its type, time and facts, in the shape that they were stored in. */
export type RecordedFact = Pick<Duplicate, 'type' | 'occurredAt' | 'schema' | 'facts'>

/**
 * Whether a delivery with a known event id tells the fact that is recorded under it. Compared are type, occurredAt and
 * the fields that the fold reads; a field that either side lacks is not compared, since a later decoder may know more.
 */
export const sameFact = (first: RecordedFact, again: PartnerProgramEvent): boolean => {
  if (first.type !== again.type || first.occurredAt !== again.occurredAt) return false
  const known = upcast(first.schema, first.facts)
  const stated = factsOf(again)
  return foldedFacts.every(
    (field) => known[field] === undefined || stated[field] === undefined || known[field] === stated[field],
  )
}

/** What the fold reads of a membership's events, personal parts aside. The entity only informs. */
const foldedFacts = [
  'partnerProgramName',
  'partnerProgramType',
  'updateType',
  'partnerTierNumber',
  'partnerTierExpiryDate',
  'partnerTierExpiryDateInMillis',
  'membershipExpiryDate',
  'membershipExpiryDateInMillis',
  'scheduledExpiryDate',
] as const
