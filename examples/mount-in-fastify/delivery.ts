/** A body as it comes off the wire, with synthetic contact values. */
export const linked = JSON.stringify({
  eventName: 'partnerProgramLinked',
  eventId: 'e-1',
  orgId: 50191,
  createdAt: Date.parse('2024-01-10T09:00:00Z'),
  data: {
    customerIdentifiers: { customerId: 354971193, instore: { mobile: '5550100193', email: 'member193@example.com' } },
    loyaltyProgramId: 855,
    partnerProgramId: 25,
    partnerProgramName: 'Sky Miles',
    customerPartnerProgramDetails: { partnerTierNumber: 1 },
  },
})
