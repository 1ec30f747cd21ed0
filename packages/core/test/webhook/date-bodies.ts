import type { PartnerProgramEvent } from '@partner-ledger/core/membership'

/** One of the three dates that events state. */
export interface DateField {
  readonly name: 'membershipExpiry' | 'partnerTierExpiry' | 'scheduledExpiry'
  readonly path: string
  /** Whether milliseconds can stand beside it. */
  readonly hasMillis: boolean
  readonly body: (given: unknown, millis: number | undefined) => Body
  readonly factsOf: (event: PartnerProgramEvent) => Readonly<Record<string, unknown>>
}

type Body = Readonly<Record<string, unknown>>

const around = { eventId: 'e-1', orgId: 60210, createdAt: 1_700_000_000_123 }
const ids = { customerIdentifiers: { customerId: 700100200 }, loyaltyProgramId: 31, partnerProgramId: 7 }

const stated = (names: Readonly<Record<string, string>>, within: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([fact, name]) => {
      const value = (within as Readonly<Record<string, unknown>>)[name]
      return value === undefined ? [] : [[fact, value]]
    }),
  )

const namesOf = (name: string): Readonly<Record<string, string>> => ({
  ...{ date: `${name}Date`, time: `${name}Time`, millis: `${name}DateInMillis`, unread: `${name}Unread` },
})

const detailsField = (eventName: string, name: 'membershipExpiry' | 'partnerTierExpiry'): DateField => ({
  name,
  path: `data.customerPartnerProgramDetails.${name}Date`,
  hasMillis: true,
  body: (given, millis) => ({
    ...around,
    eventName,
    data: {
      ...ids,
      customerPartnerProgramDetails: {
        [`${name}Date`]: given,
        ...(millis === undefined ? {} : { [`${name}DateInMillis`]: millis }),
      },
    },
  }),
  factsOf: (event) => stated(namesOf(name), 'details' in event ? event.details : {}),
})

/** Every date of every event that states it. */
export const dateFields: readonly DateField[] = [
  detailsField('partnerProgramLinked', 'membershipExpiry'),
  detailsField('partnerProgramLinked', 'partnerTierExpiry'),
  detailsField('partnerProgramUpdated', 'membershipExpiry'),
  detailsField('PP_EXPIRY_JOB', 'membershipExpiry'),
  detailsField('PP_EXPIRY_JOB', 'partnerTierExpiry'),
  {
    name: 'scheduledExpiry',
    path: 'data.scheduledExpiryDate',
    hasMillis: false,
    body: (given) => ({
      ...around,
      eventName: 'supplementaryMembershipExpiryReminder',
      data: { ...ids, scheduledExpiryDate: given },
    }),
    factsOf: (event) => stated(namesOf('scheduledExpiry'), event),
  },
]

/** The ways in which a body wraps its payload. */
export const envelopes = ['flat', 'wrapped', 'prefixed', 'padded'] as const

export type Envelope = (typeof envelopes)[number]

export const wrapped = (body: Body, envelope: Envelope): unknown => {
  const { eventName, eventId, ...inner } = body
  switch (envelope) {
    case 'flat':
      return body
    case 'wrapped':
      return {
        eventId,
        eventType: eventName,
        consumerGroupId: null,
        actionType: 'START',
        attributes: { ...inner, eventName },
      }
    case 'prefixed':
      return { eventId, eventType: `${String(inner['orgId'])}_${String(eventName)}`, attributes: inner }
    case 'padded':
      return padded(body)
  }
}

const padded = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [`${key} `, padded(inner)]))
    : value
