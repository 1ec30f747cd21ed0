import type { LearnedField, PartnerProgramEvent } from './event.js'

/** A part of the content of an event; `undefined` where the event does not state it. */
export type ContentItem = string | number | undefined

/**
 * The content of an event that says which fact it is, in the frozen order of docs/derived-event-id.md. Dates and milliseconds
 * are as the first decoder read them: a field that is marked as `learned` counts as absent. The `eventId`, personal parts and
 * fields that only inform are left out, `refId` aside.
 */
export const recordedContent = (event: PartnerProgramEvent): readonly ContentItem[] => {
  const details = 'details' in event ? event.details : {}
  return [
    event.orgId,
    event.type,
    event.refId,
    event.occurredAt,
    event.loyaltyProgramId,
    event.partnerProgramId,
    event.customerId,
    'updateType' in event ? event.updateType : undefined,
    details.partnerTierNumber,
    unlessLearned(event, 'partnerTierExpiryDate', details.partnerTierExpiryDate),
    unlessLearned(event, 'partnerTierExpiryDateInMillis', details.partnerTierExpiryDateInMillis),
    unlessLearned(event, 'membershipExpiryDate', details.membershipExpiryDate),
    unlessLearned(event, 'membershipExpiryDateInMillis', details.membershipExpiryDateInMillis),
    'scheduledExpiryDate' in event ? unlessLearned(event, 'scheduledExpiryDate', event.scheduledExpiryDate) : undefined,
  ]
}

const unlessLearned = <A>({ learned }: PartnerProgramEvent, field: LearnedField, value: A): A | undefined =>
  learned?.includes(field) === true ? undefined : value

/** The places of the two `…InMillis` in the content: vendors add them to a later delivery of the same fact. */
const tierMillis = 10
const membershipMillis = 12

/** A text that is equal for two events that may state the same fact: their content without the milliseconds. Memoized. */
export const factKey = (event: PartnerProgramEvent): string => {
  const known = factKeys.get(event)
  if (known !== undefined) return known
  const key = JSON.stringify(recordedContent(event).with(tierMillis, undefined).with(membershipMillis, undefined))
  factKeys.set(event, key)
  return key
}

/** A fold with more events looks again at the keys of those that it has. */
const factKeys = new WeakMap<PartnerProgramEvent, string>()

/** The milliseconds of the content, in ms since epoch. */
export interface RecordedMillis {
  readonly tier: ContentItem
  readonly membership: ContentItem
}

export const recordedMillis = (event: PartnerProgramEvent): RecordedMillis => {
  const details = 'details' in event ? event.details : {}
  return {
    tier: unlessLearned(event, 'partnerTierExpiryDateInMillis', details.partnerTierExpiryDateInMillis),
    membership: unlessLearned(event, 'membershipExpiryDateInMillis', details.membershipExpiryDateInMillis),
  }
}
