// Deliveries of three memberships, told apart by their ids alone.

/** @param {string} id `round-n` @returns {number} the customer that the delivery speaks of */
const customerOf = (id) => 1 + (Number(id.split('-')[1]) % 3)

/** @param {string} id @returns {string} a body of this event id */
export const bodyOf = (id) => {
  const [round = 0, n = 0] = id.split('-').map(Number)
  return JSON.stringify({
    eventName: n % 4 === 3 ? 'partnerProgramDelinked' : 'partnerProgramLinked',
    eventId: id,
    orgId: 1,
    createdAt: 1_700_000_000_000 + round * 100_000 + ((n * 7) % 13),
    data: {
      customerIdentifiers: { customerId: customerOf(id) },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      ...(n % 4 === 3 ? {} : { customerPartnerProgramDetails: { partnerTierNumber: n % 5 } }),
    },
  })
}
