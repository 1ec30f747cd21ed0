import type { MembershipKey } from '@partner-ledger/core/membership'

/** The ledger's clock in these tests, ms since epoch. */
export const now = Date.UTC(2026, 0, 1)

/** The membership that all deliveries speak of, unless they state another. */
export const key: MembershipKey = { orgId: 50191, loyaltyProgramId: 855, partnerProgramId: 25, customerId: 354971193 }

/** What a delivery states beside the sample: absent fields are the sample's, `undefined` takes one out. */
export interface Stated {
  readonly name?: string
  readonly root?: Readonly<Record<string, unknown>>
  readonly data?: Readonly<Record<string, unknown>>
  readonly details?: Readonly<Record<string, unknown>>
  readonly customer?: Readonly<Record<string, unknown>>
}

/** A flat delivery as an object: a Linked with a tier and a membership number. */
export const delivery = ({ name = 'partnerProgramLinked', root, data, details, customer }: Stated = {}): Readonly<
  Record<string, unknown>
> => ({
  eventName: name,
  eventId: 'e-1',
  orgId: key.orgId,
  refId: '50191_ref',
  apiRequestId: 'request-1',
  createdAt: 1_622_457_292_026,
  ...root,
  data: {
    customerIdentifiers: {
      customerId: key.customerId,
      instore: { mobile: '15550000001', email: 'c1@example.com', externalId: 'X1' },
      ...customer,
    },
    loyaltyProgramId: key.loyaltyProgramId,
    partnerProgramId: key.partnerProgramId,
    partnerProgramName: 'Drivers ',
    partnerProgramType: 'EXTERNAL',
    customerPartnerProgramDetails: {
      partnerTierNumber: 2,
      partnerTierExpiryDate: '2027-06-29',
      membershipNumber: '123-asa3',
      ...details,
    },
    ...data,
  },
})

/** The same as a body. */
export const body = (stated: Stated = {}): string => JSON.stringify(delivery(stated))

/** A Linked of this id and time. */
export const numbered = (id: number, root: Stated['root'] = {}): string =>
  body({ root: { eventId: `e-${id}`, createdAt: 1_622_457_292_026 + id, ...root } })

/** The same delivery in the wrapped envelope. */
export const wrapped = (stated: Stated = {}): string => {
  const { eventId, eventName, ...attributes } = delivery(stated)
  return JSON.stringify({ eventId, eventType: eventName, timeStamp: 1_700_000_000_000, attributes })
}

/** The same value with the keys of every object in reverse. */
export const reversedKeys = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, field]) => [name, reversedKeys(field)]),
      )

/** A body that is no JSON; another one for each mark. */
export const broken = (mark = ''): string => `{"eventName":${mark}`
