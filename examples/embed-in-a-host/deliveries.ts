/** What the vendor sends: bodies as they come off the wire, with synthetic contact values. */

interface Delivery {
  readonly eventName: string
  readonly eventId: string
  readonly orgId?: number
  /** UTC, ISO 8601 */
  readonly at: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** The body of one delivery about the customer of this story. */
export const bodyOf = ({ eventName, eventId, orgId = 50191, at, data }: Delivery): string =>
  JSON.stringify({
    eventName,
    eventId,
    orgId,
    createdAt: Date.parse(at),
    data: {
      customerIdentifiers: { customerId: 354971193, instore: { mobile: '5550100193', email: 'member193@example.com' } },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      partnerProgramName: 'Sky Miles',
      ...data,
    },
  })

export const linked = bodyOf({
  eventName: 'partnerProgramLinked',
  eventId: 'e-1',
  at: '2024-01-10T09:00:00Z',
  data: { customerPartnerProgramDetails: { partnerTierNumber: 1, membershipExpiryDate: '2024-06-30' } },
})

export const upgraded = bodyOf({
  eventName: 'partnerProgramUpdated',
  eventId: 'e-3',
  at: '2024-03-02T10:30:00Z',
  data: { updateType: 'UPGRADE', customerPartnerProgramDetails: { partnerTierNumber: 3 } },
})

/** Happened before the upgrade, and arrives after it. */
export const lateUpgrade = bodyOf({
  eventName: 'partnerProgramUpdated',
  eventId: 'e-2',
  at: '2024-02-01T08:00:00Z',
  data: { updateType: 'UPGRADE', customerPartnerProgramDetails: { partnerTierNumber: 2 } },
})

export const cutOff = linked.slice(0, 90)

/** Of an organisation that this host does not serve yet. */
export const foreign = bodyOf({
  eventName: 'partnerProgramLinked',
  eventId: 'e-4',
  orgId: 50192,
  at: '2024-04-01T00:00:00Z',
})

export const huge = 'x'.repeat(1_048_577)
