import { createHash } from 'node:crypto'

import type { PartnerProgramEvent } from '../membership/event.js'

/**
 * The id of an event that was sent without one: the same for every delivery of the same fact, whatever its envelope.
 * The recipe is frozen and described in docs/derived-event-id.md; another one would need another prefix. The event's own
 * id, its personal parts and the time of its dispatch are no part of it.
 */
export const deriveEventId = (event: PartnerProgramEvent): string => {
  const list = contentOf(event).map(prefixed).join('')
  return `d1:${createHash('sha256').update(list, 'utf8').digest('base64url')}`
}

type Item = string | number | undefined

const contentOf = (event: PartnerProgramEvent): readonly Item[] => {
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
    details.partnerTierExpiryDate,
    details.partnerTierExpiryDateInMillis,
    details.membershipExpiryDate,
    details.membershipExpiryDateInMillis,
    'scheduledExpiryDate' in event ? event.scheduledExpiryDate : undefined,
  ]
}

/** `<bytes>:<text>,`, or `-,` for what is absent: no two lists read alike. */
const prefixed = (item: Item): string => {
  if (item === undefined) return '-,'
  const text = String(item)
  return `${Buffer.byteLength(text)}:${text},`
}
