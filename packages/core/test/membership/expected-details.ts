import { endIn } from './expected-ends.js'

type Values = Record<string, unknown>

/** What the details of an event state of a period. */
export const detailsIn = (fields: Values): Values => {
  const tier = stated({ number: fields['partnerTierNumber'], expiry: endIn(fields, 'partnerTierExpiry') })
  return stated({
    tier: Object.keys(tier).length === 0 ? undefined : tier,
    membershipNumber: fields['membershipNumber'],
    expiry: endIn(fields, 'membershipExpiry'),
    lastUpdateType: fields['updateType'],
  })
}

/** The values that are there. */
export const stated = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
