import { evolve, initial, type Membership, type PartnerProgramEvent } from '@partner-ledger/core'

/**
 * The event that a row tells, with nothing that no fold reads: its id, taken for a UUID and in 32 hex digits, the text of
 * the row, and the membership number of its personal part, if that was read as well.
 */
export const readEvent = (
  orgId: number,
  id: string,
  told: string,
  membershipNumber: string | null,
): PartnerProgramEvent => {
  const cells = JSON.parse(told) as readonly (string | number)[]
  const kind = cells[2] as number
  const bits = cells[6] as number
  const event: Record<string, unknown> = {
    type: types[kind - 1],
    eventId: withHyphens(id),
    occurredAt: cells[3],
    orgId,
    customerId: cells[7],
    loyaltyProgramId: cells[8],
    partnerProgramId: cells[9],
  }
  let next = 10
  const details: Record<string, unknown> = {}
  if (bits & 0x8) event['partnerProgramName'] = cells[next++]
  if (bits & 0x10) event['partnerProgramType'] = cells[next++]
  if (bits & 0x20) event['updateType'] = cells[next++]
  if (bits & 0x40) details['partnerTierNumber'] = cells[next++]
  if (bits & 0x80) details['partnerTierExpiryDate'] = cells[next++]
  if (bits & 0x100) details['partnerTierExpiryDateInMillis'] = cells[next++]
  if (bits & 0x200) details['membershipExpiryDate'] = cells[next++]
  if (bits & 0x400) details['membershipExpiryDateInMillis'] = cells[next++]
  if (bits & 0x800) event['scheduledExpiryDate'] = cells[next++]
  if (membershipNumber !== null) details['membershipNumber'] = membershipNumber
  if (kind === 1 || kind === 2) event['details'] = details
  return event as unknown as PartnerProgramEvent
}

/** The membership that these events come to, told in the order in which they happened. */
export const foldInOrder = (events: Iterable<PartnerProgramEvent>): Membership | undefined => {
  let membership: Membership | undefined
  for (const event of events) membership = evolve(membership ?? initial(event), event)
  return membership
}

/** Slices put together would take longer, and more memory. */
const withHyphens = (digits: string): string => {
  let place = 0
  for (let at = 0; at < digits.length; at += 1) {
    if (place === 8 || place === 13 || place === 18 || place === 23) place += 1
    codes[place++] = digits.charCodeAt(at)
  }
  return String.fromCharCode(...codes)
}

const codes = Array<number>(36).fill('-'.charCodeAt(0))

const types = [
  'partnerProgramLinked',
  'partnerProgramUpdated',
  'partnerProgramDelinked',
  'supplementaryMembershipExpiryReminder',
]
