import {
  type Answer,
  compareKeys,
  type ExpiryEdge,
  type IndexCheckpoint,
  type IndexQuery,
  type IndexRow,
  type IndexRows,
  type LogMark,
  type MembershipIndex,
  type Tenant,
} from '@partner-ledger/core/store'

import { same, valueOf } from './expectation.js'
import type { Random } from './random.js'

/** Ids that text orders otherwise than numbers do, up to the largest. */
const ids = [1, 2, 9, 10, 11, 100, 2_147_483_648, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER]
const instants = [-1, 0, 1_700_000_000_000, 1_700_000_000_001, 8_640_000_000_000_000]
const dates = ['0001-01-01', '2024-02-29', '2024-03-01', '9999-12-31']
const times = ['00:00:00', '09:30:00', '23:59:59']
const numbers = ['', 'M-1', 'm-1', ' M-1', '1', '01', 'caf\u00e9', 'cafe\u0301', "'; --", '\u{1f600}']
const anomalies = ['missing-link', 'linked', 'linked-twice', 'type-changed']

/** A row at this place: every optional field is there or not. */
export const indexRowAt = (random: Random, [loyaltyProgramId, partnerProgramId, customerId]: Place): IndexRow => {
  const personal = random.below(2) === 0
  return {
    stream: `membership/${customerId}/${loyaltyProgramId}/${partnerProgramId}`,
    loyaltyProgramId,
    partnerProgramId,
    customerId,
    open: random.below(3) > 0,
    ...(random.below(3) === 0 ? {} : { tier: random.pick([-1, 0, 1, 2, 10]) }),
    ...(personal ? { membershipNumber: random.pick(numbers) } : {}),
    ...(random.below(2) === 0 ? { expiryDate: random.pick(dates) } : {}),
    ...(random.below(3) === 0 ? { expiryTime: random.pick(times) } : {}),
    ...(random.below(2) === 0 ? { expiryInstant: random.pick(instants) } : {}),
    endUnknown: random.below(4) === 0,
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
    ...(now(5) ? { endUnknown: now(2) } : {}),
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
  time: random.pick([...times, '09:30:01', '24:00:00']),
})

/** The mark of a log at this position, as the kit's steps name it. */
export const markAt = (position: number): LogMark =>
  position === 0 ? { epoch: 'kit', position } : { epoch: 'kit', position, id: `e${position}` }

/** What the index holds, by its own word. */
export const standOf = async (index: MembershipIndex, tenant: Tenant): Promise<IndexCheckpoint> =>
  (await valueOf(index.stand(tenant), 'stand')).stand

/** Whether an index that stands so is empty; its epoch is of no meaning then. */
export const expectEmpty = async (index: MembershipIndex, tenant: Tenant, what: string): Promise<void> => {
  const { position, foldVersion } = await standOf(index, tenant)
  same({ position, foldVersion }, { position: 0, foldVersion: 0 }, what)
}

/** Applies these rows as one step after what the index stands at. */
export const applyRows = async (
  index: MembershipIndex,
  tenant: Tenant,
  rows: readonly IndexRow[],
): Promise<IndexCheckpoint> => {
  const from = await standOf(index, tenant)
  const to = markAt(from.position + 5)
  const foldVersion = Math.max(from.foldVersion, 1)
  same(await valueOf(index.apply(tenant, { from, to, foldVersion, rows }), 'apply'), 'applied', 'a step that is next')
  return { ...to, foldVersion }
}

/** Every row that the index gives, in its order. */
export const allRows = (index: MembershipIndex, tenant: Tenant): Promise<readonly IndexRow[]> =>
  rowsIn(index.find(tenant, {}, undefined, 10_000), 'find')

/** The rows of an answer that must be a Right. */
export const rowsIn = async (answer: Answer<IndexRows>, call: string): Promise<readonly IndexRow[]> =>
  (await valueOf(answer, call)).rows

export const inOrder = (rows: readonly IndexRow[]): readonly IndexRow[] => [...rows].sort(compareKeys)
