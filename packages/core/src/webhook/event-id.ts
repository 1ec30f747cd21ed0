import { createHash } from 'node:crypto'

import type { LearnedField, PartnerProgramEvent } from '../membership/event.js'

/**
 * The id of an event that was sent without one: the same for every delivery of the same fact, in either envelope. The
 * recipe is frozen and described in docs/derived-event-id.md; another recipe needs another prefix. It leaves out the
 * event's own id, its personal parts, the time of its dispatch, and every date that the first decoder left out.
 */
export const deriveEventId = (event: PartnerProgramEvent): string => {
  const list = contentOf(event).map(prefixed).join('')
  return `d1:${createHash('sha256').update(list, 'utf8').digest('base64url')}`
}

type Item = string | number | undefined

const contentOf = (event: PartnerProgramEvent): readonly Item[] => {
  const details = 'details' in event ? event.details : {}
  const unlearned = (field: LearnedField, item: Item): Item =>
    event.learned?.includes(field) === true ? undefined : item
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
    unlearned('partnerTierExpiryDate', details.partnerTierExpiryDate),
    unlearned('partnerTierExpiryDateInMillis', details.partnerTierExpiryDateInMillis),
    unlearned('membershipExpiryDate', details.membershipExpiryDate),
    unlearned('membershipExpiryDateInMillis', details.membershipExpiryDateInMillis),
    'scheduledExpiryDate' in event ? unlearned('scheduledExpiryDate', event.scheduledExpiryDate) : undefined,
  ]
}

/** `<bytes>:<text>,`, or `-,` for an absent item: no two lists of items give one text. */
const prefixed = (item: Item): string => {
  if (item === undefined) return '-,'
  const text = String(item)
  return `${Buffer.byteLength(text)}:${text},`
}
