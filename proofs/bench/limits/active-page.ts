import type { Database } from 'better-sqlite3'

import type { Cell } from './delivery-rows.js'

/** The programs of a page of active memberships. */
export interface PageQuery {
  readonly orgId: number
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
}

/**
 * Reads the page of 100 behind a customer as cells, and answers the last customer of it; `undefined` behind the last page.
 * It is the statement that the store makes of the same query, with the one row more that tells whether there is a next.
 */
export const activePage = (
  db: Database,
  { orgId, loyaltyProgramId, partnerProgramId }: PageQuery,
  now: number,
): ((after: number) => number | undefined) => {
  const statement = db.prepare<Cell[], Cell[]>(sql).raw()
  const day = new Date(now + 1).toISOString().slice(0, 10)
  const programs = [loyaltyProgramId, partnerProgramId]
  return (after) => {
    const rows = statement.all(String(orgId), ...programs, now + 1, day, ...programs, after, 101)
    return rows.length < 101 ? undefined : (rows[99]?.[3] as number)
  }
}

const sql = `SELECT r.tenant, r.loyalty_program, r.partner_program, r.customer, r.stream, r.open, r.tier, r.number,
    r.expiry_date, r.expiry_instant, r.reminded, r.anomalies, r.personal, s.state, s.checksum, p.number, p.more, p.checksum
  FROM index_rows r JOIN index_states s ON s.tenant = r.tenant AND s.stream = r.stream
  LEFT JOIN index_personal p ON p.id = r.personal
  WHERE r.tenant = (SELECT id FROM index_tenants WHERE name = ?)
    AND r.loyalty_program = ? AND r.partner_program = ? AND r.open = 1
    AND coalesce(iif(r.expiry_instant IS NOT NULL, r.expiry_instant >= ?, r.expiry_date >= ?), 1) = 1
    AND (r.loyalty_program, r.partner_program, r.customer) > (?, ?, ?)
  ORDER BY r.loyalty_program, r.partner_program, r.customer LIMIT ?`
