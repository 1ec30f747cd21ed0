import { evolve, initial, type Membership, type PartnerProgramEvent } from '@partner-ledger/core'

import type { Cell } from './delivery-rows.js'

/** The columns that a fold reads, the membership number aside. */
export const foldedColumns = [
  'id',
  'type',
  'occurred_at',
  'customerId',
  'loyaltyProgramId',
  'partnerProgramId',
  'partnerProgramName',
  'partnerProgramType',
  'updateType',
  'partnerTierNumber',
  'partnerTierExpiryDate',
  'partnerTierExpiryDateInMillis',
  'membershipExpiryDate',
  'membershipExpiryDateInMillis',
  'scheduledExpiryDate',
  'entityType',
  'entityId',
] as const

/** What reads an event out of rows of these columns, and nothing that no fold reads. An id is taken for a UUID. */
export const eventReader = (
  orgId: number,
  columns: readonly string[],
): ((row: readonly Cell[]) => PartnerProgramEvent) => {
  const [id, type, occurredAt, customer, loyalty, partner, name, programType, update, ...others] = [
    ...foldedColumns,
    'membershipNumber',
  ].map((column) => columns.indexOf(column)) as Places
  const [tier, tierDate, tierInstant, date, instant, scheduled, entityType, entityId, number] = others
  return (row) => {
    const kind = row[type] as number
    const event: Record<string, unknown> = {
      type: types[kind - 1],
      eventId: row[id],
      occurredAt: row[occurredAt],
      orgId,
      customerId: row[customer],
      loyaltyProgramId: row[loyalty],
      partnerProgramId: row[partner],
    }
    if (row[name] !== null) event['partnerProgramName'] = row[name]
    if (row[programType] !== null) event['partnerProgramType'] = row[programType]
    if (row[entityType] !== null) event['entity'] = { type: row[entityType], id: row[entityId] }
    if (kind === 1 || kind === 2) {
      const details: Record<string, unknown> = {}
      if (row[tier] !== null) details['partnerTierNumber'] = row[tier]
      if (row[tierDate] !== null) details['partnerTierExpiryDate'] = row[tierDate]
      if (row[tierInstant] !== null) details['partnerTierExpiryDateInMillis'] = row[tierInstant]
      if (row[date] !== null) details['membershipExpiryDate'] = row[date]
      if (row[instant] !== null) details['membershipExpiryDateInMillis'] = row[instant]
      if (number >= 0 && row[number] !== null) details['membershipNumber'] = row[number]
      event['details'] = details
    }
    if (kind === 2 && row[update] !== null) event['updateType'] = row[update]
    if (kind === 4 && row[scheduled] !== null) event['scheduledExpiryDate'] = row[scheduled]
    return event as unknown as PartnerProgramEvent
  }
}

/** The membership that these events come to, told in the order in which they happened. */
export const foldInOrder = (events: Iterable<PartnerProgramEvent>): Membership | undefined => {
  let membership: Membership | undefined
  for (const event of events) membership = evolve(membership ?? initial(event), event)
  return membership
}

const types = [
  'partnerProgramLinked',
  'partnerProgramUpdated',
  'partnerProgramDelinked',
  'supplementaryMembershipExpiryReminder',
]

type Nine = [number, number, number, number, number, number, number, number, number]
type Places = [...Nine, ...Nine]
