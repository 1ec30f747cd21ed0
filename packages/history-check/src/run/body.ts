import { type Random, randomOf } from '../random.js'

const day = 86_400_000
const firstDay = Date.UTC(2021, 0, 1)
const organisations = [50191, 50192]
const membershipsOfEach = 8

/** A webhook body as the vendor would send it, and the id of its event. */
export interface Body {
  readonly id: string
  readonly orgId: number
  readonly text: string
}

/** Bodies of a few memberships of two organisations, each with an id of its own. The same seed gives the same bodies. */
export const bodiesOf = (seed: number, count: number): readonly Body[] => {
  const random = randomOf(seed, 'bodies')
  return Array.from({ length: count }, (_, n) => {
    const id = `${hex(seed, 8)}-${hex(n, 4)}-4000-8000-${hex(n, 12)}`
    const body = bodyOf(id, n, random)
    return { id, orgId: body.orgId, text: JSON.stringify(body) }
  })
}

const bodyOf = (id: string, n: number, { below, pick }: Random) => {
  const linked = below(3) === 0
  return {
    eventName: linked ? 'partnerProgramLinked' : 'partnerProgramUpdated',
    eventId: id,
    orgId: pick(organisations),
    refId: `ref-${n}`,
    apiRequestId: hex(n, 32),
    createdAt: firstDay + below(365) * day,
    data: {
      customerIdentifiers: { customerId: 1_000_000 + below(membershipsOfEach) },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      partnerProgramName: 'Demo-p1',
      partnerProgramType: 'EXTERNAL',
      ...(linked ? {} : { updateType: 'RENEW' }),
      customerPartnerProgramDetails: {
        partnerTierNumber: 1 + below(3),
        partnerTierExpiryDate: new Date(firstDay + (400 + below(400)) * day).toISOString().slice(0, 10),
      },
    },
    loyaltyEventId: null,
  }
}

const hex = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, '0').slice(-digits)
