import {
  comparePlaces,
  type ExpiryEdge,
  type IndexQuery,
  type IndexRow,
  type MembershipIndex,
  type Tenant,
} from '@partner-ledger/core/store'

import { same, valueOf } from './expectation.js'
import type { Random } from './random.js'

/** Ids that text orders otherwise than numbers do, up to the largest. */
const ids = [1, 2, 9, 10, 11, 100, 2_147_483_648, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER]
const instants = [-1, 0, 1_700_000_000_000, 1_700_000_000_001, 8_640_000_000_000_000]
const dates = ['0001-01-01', '2024-02-29', '2024-03-01', '9999-12-31']
const numbers = ['', 'M-1', 'm-1', ' M-1', '1', '01', 'caf\u00e9', 'cafe\u0301', "'; --", '\u{1f600}']
const anomalies = ['missing-link', 'linked', 'linked-twice', 'type-changed']

/** A row at this place: every optional field is there or not. */
export const indexRowAt = (random: Random, [loyaltyProgramId, partnerProgramId, customerId]: Place): IndexRow => {
  const personal = random.below(2) === 0
  return {
    stream: `membership/${loyaltyProgramId}/${partnerProgramId}/${customerId}`,
    loyaltyProgramId,
    partnerProgramId,
    customerId,
    open: random.below(3) > 0,
    ...(random.below(3) === 0 ? {} : { tier: random.pick([-1, 0, 1, 2, 10]) }),
    ...(personal ? { membershipNumber: random.pick(numbers) } : {}),
    ...(random.below(2) === 0 ? { expiryDate: random.pick(dates) } : {}),
    ...(random.below(2) === 0 ? { expiryInstant: random.pick(instants) } : {}),
    remindedNotRenewed: random.below(3) === 0,
    anomalies: anomalies.filter(() => random.below(4) === 0),
    state: JSON.stringify({ at: customerId, text: random.pick(numbers) }),
    ...(personal && random.below(2) === 0 ? { personal: JSON.stringify([random.pick(numbers)]) } : {}),
  }
}

type Place = readonly [loyaltyProgramId: number, partnerProgramId: number, customerId: number]

/** Rows at this many places, in no order. */
export const someIndexRows = (random: Random, count: number): readonly IndexRow[] => {
  const places = new Map<string, Place>()
  while (places.size < count) {
    const place = [random.pick(ids), random.pick(ids), random.pick(ids)] as const
    places.set(place.join(), place)
  }
  return [...places.values()].map((place) => indexRowAt(random, place))
}

/** A query that states each thing now and then, often something that a row has. */
export const someIndexQuery = (random: Random): IndexQuery => {
  const now = (often: number): boolean => random.below(often) === 0
  return {
    ...(now(5) ? { customerId: random.pick(ids) } : {}),
    ...(now(4) ? { loyaltyProgramId: random.pick(ids) } : {}),
    ...(now(4) ? { partnerProgramId: random.pick(ids) } : {}),
    ...(now(3) ? { open: now(2) } : {}),
    ...(now(5) ? { tier: random.pick([-1, 0, 1, 2, 10]) } : {}),
    ...(now(6) ? { membershipNumber: random.pick(numbers) } : {}),
    ...(now(4) ? { remindedNotRenewed: now(2) } : {}),
    ...(now(5) ? { anomaly: random.pick(anomalies) } : {}),
    ...(now(4) ? { expiresFrom: someEdge(random) } : {}),
    ...(now(4) ? { expiresBefore: someEdge(random) } : {}),
    ...(now(5) ? { lastsUntil: someEdge(random) } : {}),
  }
}

/** An edge whose parts need not agree: each is for its kind of expiry alone. */
export const someEdge = (random: Random): ExpiryEdge => ({
  instant: random.pick(instants) + random.below(3) - 1,
  date: random.pick([...dates, '2024-02-30', '9999-99-99']),
})

/** Applies these rows as one step behind what the index stands at. */
export const applyRows = async (
  index: MembershipIndex,
  tenant: Tenant,
  rows: readonly IndexRow[],
): Promise<{ readonly position: number; readonly fold: number }> => {
  const { position: from, fold } = await valueOf(index.stand(tenant), 'stand')
  const step = { from, to: from + 5, fold: Math.max(fold, 1), rows }
  same(await valueOf(index.apply(tenant, step), 'apply'), 'applied', 'a step that is next')
  return { position: step.to, fold: step.fold }
}

/** Every row that the index gives, in its order. */
export const allRows = (index: MembershipIndex, tenant: Tenant): Promise<readonly IndexRow[]> =>
  valueOf(index.find(tenant, {}, undefined, 10_000), 'find')

export const inOrder = (rows: readonly IndexRow[]): readonly IndexRow[] => [...rows].sort(comparePlaces)
