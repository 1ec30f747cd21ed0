import { right } from 'fp-ts/lib/Either.js'

import type { MembershipKey } from '../../membership/key.js'
import { id, listOf, type ReadArgument } from './read-argument.js'
import { record } from './read-record.js'

/** The four ids of a membership; anything else beside them (an event has more) is left out. */
export const membershipKeyArgument: ReadArgument<MembershipKey> = (argument, given) =>
  keyFields(argument, typeof given === 'object' && given !== null ? keyOf(given) : given)

const keyFields = record({ orgId: id, loyaltyProgramId: id, partnerProgramId: id, customerId: id }, {})

const keyOf = (given: Partial<MembershipKey>): Partial<Record<keyof MembershipKey, unknown>> => {
  const { orgId, loyaltyProgramId, partnerProgramId, customerId } = given
  return { orgId, loyaltyProgramId, partnerProgramId, customerId }
}

/** A person: an organisation and a customer of it. */
export const personArgument = record({ orgId: id, customerId: id }, {})

/** An organisation on its own. */
export const organisationArgument = record({ orgId: id }, {})

/** Organisations from any iterable of ids, 1,000 at most, as a new set. */
export const organisationsArgument: ReadArgument<ReadonlySet<number>> = (argument, given) => {
  const ids = listOf(id, 1000)(argument, given)
  return ids._tag === 'Left' ? ids : right(new Set(ids.right))
}
