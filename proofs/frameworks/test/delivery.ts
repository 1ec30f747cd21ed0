/** A body of the platform, with synthetic values. */
export const delivery = (id: number): string =>
  JSON.stringify({
    eventName: 'partnerProgramLinked',
    eventId: `e-${id}`,
    orgId: 50191,
    createdAt: Date.UTC(2024, 0, 1) + id,
    data: { customerIdentifiers: { customerId: 1_000_000 + id }, loyaltyProgramId: 855, partnerProgramId: 25 },
  })
