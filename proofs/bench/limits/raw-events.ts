import type { Membership, PartnerProgramEvent } from '@partner-ledger/core'
import { evolve, initial } from '@partner-ledger/core/membership'

/**
 * The event that a row tells, with nothing that no fold reads: its id, taken for a UUID and in 32 hex digits, the text of
 * the row, and that of its personal part, if it was read as well.
 */
export const readEvent = (orgId: number, id: string, told: string, kept: string | null): PartnerProgramEvent => {
  const cells = JSON.parse(told) as readonly (string | number)[]
  const kind = cells[5] as number
  const bits = cells[9] as number
  const event: Record<string, unknown> = {
    type: types[kind - 1],
    eventId: withHyphens(id),
    occurredAt: cells[6],
    orgId,
    customerId: cells[10],
    loyaltyProgramId: cells[11],
    partnerProgramId: cells[12],
  }
  let next = 13
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
  const number = kept === null ? null : numberIn(kept)
  if (number !== null) details['membershipNumber'] = number
  if (kind === 1 || kind === 2) event['details'] = details
  return event as unknown as PartnerProgramEvent
}

/** The membership that these events come to, told in the order in which they happened. */
export const foldInOrder = (events: Iterable<PartnerProgramEvent>): Membership | undefined => {
  let membership: Membership | undefined
  for (const event of events) membership = evolve(membership ?? initial(event), event)
  return membership
}

/** The membership number that the first line of a personal part has. */
const numberIn = (kept: string): string | null => {
  const end = kept.indexOf('\n')
  const [number = null] = JSON.parse(end === -1 ? kept : kept.slice(0, end)) as readonly (string | null)[]
  return number
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
