import { deliveries } from '@partner-ledger/core/testing'

/** A Linked of the size that most deliveries have, 620 bytes. */
export const usualBody = (): string => paddedTo(620, firstOf(deliveries({ memberships: 2, events: 1 })))

/** The body with as much added as it lacks, in a field that nobody reads. A longer one stays as it is. */
export const paddedTo = (bytes: number, body: string): string => {
  const filler = ',"filler":""'
  const lacking = bytes - body.length - filler.length
  return lacking < 0 ? body : `${body.slice(0, -1)},"filler":"${'.'.repeat(lacking)}"}`
}

/** An Updated that states every field of the vendor's schema, in about 2.1 KB. */
export const fullBody = (): string =>
  JSON.stringify({
    eventName: 'partnerProgramUpdated',
    eventId: '5f0c2a4e-8d43-4c6b-9a53-0d4f6a1b7c21',
    orgId: 50191,
    refId: '50191_5f0c2a4e8d434c6b9a530d4f6a1b7c21_20240101',
    apiRequestId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    createdAt: 1_704_067_200_123,
    eventLogId: 918_273_645,
    loyaltyEventId: 'loyalty-5f0c2a4e-8d43-4c6b-9a53',
    timeStamp: 1_704_067_201_456,
    actionType: 'UPDATE',
    consumerGroupId: 'consumers-of-partner-programs',
    traceAttributes: { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' },
    data: {
      entityInformation: { entityType: 'USER', entityId: 354_971_193 },
      customerIdentifiers: {
        customerId: 354_971_193,
        firstName: 'Ada',
        lastName: 'Example',
        loyaltyType: 'loyalty',
        instore: {
          id: 354_971_193,
          mobile: '15550100100',
          email: 'ada.example@example.com',
          externalId: 'X-354971193',
          cardnumber: '5550100100100100',
          cardexternalid: 'CX-5550100',
          cardNumbers: ['5550100100100100', '5550100100100101', '5550100100100102'],
        },
        ...Object.fromEntries(['website', 'mobile_app', 'line', 'app'].map((source) => [source, accountsOf(source)])),
      },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      partnerProgramName: 'Drivers and riders of the example',
      partnerProgramType: 'EXTERNAL',
      updateType: 'UPGRADE',
      customerPartnerProgramDetails: {
        partnerTierNumber: 3,
        partnerTierExpiryDate: '2027-10-05',
        partnerTierExpiryDateInMillis: 1_822_694_400_000,
        membershipNumber: 'M-555-0100-0001',
        membershipExpiryDate: '2028-10-05',
        membershipExpiryDateInMillis: 1_854_316_800_000,
      },
    },
  })

const accountsOf = (source: string): object => ({
  accounts: [
    {
      accountId: `${source}-account-1`,
      identifiers: [
        { identifierType: 'email', identifierValue: `ada.${source}@example.com` },
        { identifierType: 'mobile', identifierValue: '15550100101' },
      ],
    },
  ],
})

const firstOf = (bodies: Iterable<string>): string => {
  for (const body of bodies) return body
  throw new Error('a story of nothing')
}
