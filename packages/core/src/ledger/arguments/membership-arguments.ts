import { left, right } from 'fp-ts/lib/Either.js'

import type { MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import { invalidArgument } from '../../failure/store-error.js'
import { id, listOf, type ReadArgument } from './read-argument.js'
import { record } from './read-record.js'

/** The four ids of a membership; anything else beside them (an event has more) is left out. */
export const membershipKeyArgument: ReadArgument<MembershipKey> = (argument, given) =>
  keyFields(argument, picked(given, ['orgId', 'loyaltyProgramId', 'partnerProgramId', 'customerId']))

/** A membership as a query returns it, also after it went through JSON. */
export const membershipArgument: ReadArgument<Membership> = (argument, given) => {
  const { key, periods } = (given ?? {}) as Partial<Membership>
  return membershipKeyArgument('key', key)._tag === 'Right' && Array.isArray(periods)
    ? right(given as Membership)
    : left(invalidArgument(argument, 'a membership'))
}

/** A person: an organisation and a customer of it, as a key has them too. */
export const personArgument: ReadArgument<Pick<MembershipKey, 'orgId' | 'customerId'>> = (argument, given) =>
  personFields(argument, picked(given, ['orgId', 'customerId']))

/** An organisation, as a key has it too. */
export const organisationArgument: ReadArgument<Pick<MembershipKey, 'orgId'>> = (argument, given) =>
  organisationFields(argument, picked(given, ['orgId']))

const keyFields = record({ orgId: id, loyaltyProgramId: id, partnerProgramId: id, customerId: id }, {})
const personFields = record({ orgId: id, customerId: id }, {})
const organisationFields = record({ orgId: id }, {})

const picked = (given: unknown, names: readonly (keyof MembershipKey)[]): unknown =>
  typeof given === 'object' && given !== null
    ? Object.fromEntries(names.map((name) => [name, (given as Partial<MembershipKey>)[name]]))
    : given

/** Organisations from any iterable of ids, 1,000 at most, as a new set. */
export const organisationsArgument: ReadArgument<ReadonlySet<number>> = (argument, given) => {
  const ids = listOf(id, 1000)(argument, given)
  return ids._tag === 'Left' ? ids : right(new Set(ids.right))
}
