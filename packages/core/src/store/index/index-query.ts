import type { ExpiryEdge, IndexKey, IndexQuery, IndexRow } from './membership-index.js'

/** Whether the row is one that the query asks for: the one rule that every index follows. */
export const matches = (query: IndexQuery, row: IndexRow): boolean =>
  agrees(query.customerId, row.customerId) &&
  agrees(query.loyaltyProgramId, row.loyaltyProgramId) &&
  agrees(query.partnerProgramId, row.partnerProgramId) &&
  agrees(query.open, row.open) &&
  agrees(query.tier, row.tier) &&
  agrees(query.membershipNumber, row.membershipNumber) &&
  agrees(query.remindedNotRenewed, row.remindedNotRenewed) &&
  agrees(query.endUnknown, row.endUnknown) &&
  (query.anomaly === undefined || row.anomalies.includes(query.anomaly)) &&
  (query.expiresFrom === undefined || isFrom(query.expiresFrom, row) === true) &&
  (query.expiresBefore === undefined || isFrom(query.expiresBefore, row) === false) &&
  (query.lastsUntil === undefined || isFrom(query.lastsUntil, row) !== false)

/** Whether the row's expiry is at or after the edge; `undefined` for a row without one. */
export const isFrom = (edge: ExpiryEdge, { expiryInstant, expiryDate, expiryTime }: IndexRow): boolean | undefined => {
  if (expiryInstant !== undefined) return expiryInstant >= edge.instant
  if (expiryDate === undefined) return undefined
  if (expiryTime === undefined || expiryDate !== edge.date) return expiryDate >= edge.date
  return expiryTime >= edge.time
}

/** Below 0 where `a` comes first in the index's order. */
export const comparePlaces = (a: IndexKey, b: IndexKey): number =>
  a.loyaltyProgramId - b.loyaltyProgramId || a.partnerProgramId - b.partnerProgramId || a.customerId - b.customerId

const agrees = <A>(wanted: A | undefined, actual: A | undefined): boolean => wanted === undefined || wanted === actual
