/** Whatever of a customer must not be in any log; all of it synthetic. */
export const personal = {
  email: 'ada@example.com',
  mobile: '15550100123',
  externalId: 'X-ADA-1',
  firstName: 'Ada-Canary',
  membershipNumber: 'M-0815-4711',
}

/** A Linked of one and the same membership, another event for each number. */
export const linked = (number: number): string =>
  JSON.stringify({
    eventName: 'partnerProgramLinked',
    eventId: `0d1c-${number}`,
    orgId: 50191,
    createdAt: Date.parse('2024-01-01T00:00:00Z') + number,
    data: {
      customerIdentifiers: {
        customerId: 354971193,
        firstName: personal.firstName,
        instore: { mobile: personal.mobile, email: personal.email, externalId: personal.externalId },
      },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      partnerProgramName: 'Drivers',
      partnerProgramType: 'EXTERNAL',
      customerPartnerProgramDetails: {
        membershipNumber: personal.membershipNumber,
        membershipExpiryDate: '2024-03-31',
      },
    },
  })

/** More than anybody keeps. */
export const hugeBody = JSON.stringify({ ...personal, padding: 'x'.repeat(1_100_000) })
