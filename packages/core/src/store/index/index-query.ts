import type { ExpiryEdge, IndexCount, IndexKey, IndexQuery, IndexRow } from './membership-index.js'

/** Whether the row matches the query: the one rule that every index follows. */
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
export const compareKeys = (a: IndexKey, b: IndexKey): number =>
  a.loyaltyProgramId - b.loyaltyProgramId || a.partnerProgramId - b.partnerProgramId || a.customerId - b.customerId

const agrees = <A>(wanted: A | undefined, actual: A | undefined): boolean => wanted === undefined || wanted === actual

/** The rows by program, link and tier. */
export const countRows = (rows: readonly IndexRow[], edge: ExpiryEdge): readonly IndexCount[] => {
  const groups = new Map<string, IndexCount>()
  for (const row of rows) {
    const { loyaltyProgramId, partnerProgramId, tier, open } = row
    const ended = open && isFrom(edge, row) === false
    const name = [loyaltyProgramId, partnerProgramId, open, ended, tier].join()
    const count = (groups.get(name)?.count ?? 0) + 1
    groups.set(name, {
      loyaltyProgramId,
      partnerProgramId,
      open,
      ended,
      ...(tier === undefined ? {} : { tier }),
      count,
    })
  }
  return [...groups.values()]
}
