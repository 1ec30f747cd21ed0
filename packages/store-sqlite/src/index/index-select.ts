import type { ExpiryEdge, IndexKey, IndexQuery, Tenant } from '@partner-ledger/core/store'

import type { Cell } from '../schema/checksum.js'
import { numberHash } from './index-rows.js'
import { tenantId, wholeRows } from './index-statements.js'
import type { Select } from './select.js'

/** The matching rows after a key, in the index's order. `few`: rows with an expiry in the window are looked up. */
export const findSelect = (
  tenant: Tenant,
  query: IndexQuery,
  after: IndexKey | undefined,
  limit: number,
  few: boolean,
): Select => {
  const rows = few ? expiring(tenant, query) : { sql: rowsBy(query), values: [] }
  const where = conditions(tenant, query)
  const key = after === undefined ? [] : [after.loyaltyProgramId, after.partnerProgramId, after.customerId]
  const afterKey = after === undefined ? '' : 'AND (r.loyalty_program, r.partner_program, r.customer) > (?, ?, ?)'
  return {
    sql: `${wholeRows(rows.sql)} WHERE ${where.sql} ${afterKey}
      ORDER BY r.loyalty_program, r.partner_program, r.customer LIMIT ?`,
    values: [...rows.values, ...where.values, ...key, limit],
  }
}

/** How many matching rows agree in programs, link, end before the edge, and tier. */
export const countSelect = (tenant: Tenant, query: IndexQuery, ended: ExpiryEdge): Select => {
  const where = conditions(tenant, query)
  const personal = query.membershipNumber === undefined ? '' : 'LEFT JOIN main.index_personal p ON p.id = r.personal'
  return {
    sql: `SELECT r.loyalty_program, r.partner_program, r.open, r.open AND coalesce(${isFrom} = 0, 0), r.tier,
      count(*)
      FROM ${rowsBy(query)} ${personal} WHERE ${where.sql} GROUP BY 1, 2, 3, 4, 5`,
    values: [...edge(ended), ...where.values],
  }
}

/** Whether more than `limit` rows may have an expiry in the window: then looking them up is no use. */
export const manySelects = (tenant: Tenant, query: IndexQuery, limit: number): readonly Select[] =>
  windows(query).map(({ index, sql, values }) => ({
    sql: `SELECT 1 FROM main.index_rows INDEXED BY ${index} WHERE tenant = ${tenantId} AND ${sql} LIMIT 1 OFFSET ?`,
    values: [tenant, ...values, limit],
  }))

/** Whether the row's expiry is at or after the edge bound here; NULL without an expiry. `isFrom` of core is the rule. */
const isFrom = `iif(r.expiry_instant IS NOT NULL, r.expiry_instant >= ?,
  iif(r.expiry_time IS NOT NULL AND r.expiry_date = ?, r.expiry_time >= ?, r.expiry_date >= ?))`

/** The values of the marks of `isFrom`. */
const edge = ({ instant, date, time }: ExpiryEdge): readonly [number, string, string, string] => [
  instant,
  date,
  time,
  date,
]

/** The rows by the index that leaves the fewest in the index's order, or all of them by key. */
const rowsBy = (query: IndexQuery): string => {
  const index = indexFor(query)
  return index === undefined ? 'main.index_rows r' : `main.index_rows r INDEXED BY ${index}`
}

const indexFor = (query: IndexQuery): string | undefined => {
  if (query.membershipNumber !== undefined) return 'index_rows_number'
  if (query.customerId !== undefined) return 'index_rows_customer'
  if (query.anomaly !== undefined) return 'index_rows_anomalies'
  if (query.remindedNotRenewed === true) return 'index_rows_reminded'
  if (query.endUnknown === true) return 'index_rows_end_unknown'
  if (query.partnerProgramId !== undefined && query.loyaltyProgramId === undefined) return 'index_rows_partner'
  return undefined
}

/** The keys of the rows that may have an expiry in the window, and the rows at them. */
const expiring = (tenant: Tenant, query: IndexQuery): Select => {
  const arms = windows(query)
  const keys = arms.map(
    ({ index, sql }) =>
      `SELECT tenant, loyalty_program, partner_program, customer FROM main.index_rows INDEXED BY ${index}
       WHERE tenant = ${tenantId} AND ${sql}`,
  )
  return {
    sql: `(${keys.join(' UNION ALL ')}) CROSS JOIN main.index_rows r
      USING (tenant, loyalty_program, partner_program, customer)`,
    values: arms.flatMap(({ values }) => [tenant, ...values]),
  }
}

interface Window extends Select {
  readonly index: string
}

/** The window of the expiry as both kinds of expiry see it, the last day whole; none where no end is before anything. */
const windows = ({ expiresFrom, expiresBefore }: IndexQuery): readonly Window[] =>
  expiresBefore === undefined
    ? []
    : [
        {
          index: 'index_rows_instant',
          sql: 'expiry_instant >= ? AND expiry_instant < ?',
          values: [expiresFrom?.instant ?? Number.MIN_SAFE_INTEGER, expiresBefore.instant],
        },
        {
          index: 'index_rows_date',
          sql: 'expiry_instant IS NULL AND expiry_date >= ? AND expiry_date <= ?',
          values: [expiresFrom?.date ?? '', expiresBefore.date],
        },
      ]

const conditions = (tenant: Tenant, query: IndexQuery): Select => {
  const { expiresFrom, expiresBefore, lastsUntil, membershipNumber, anomaly } = query
  const parts: (readonly [string, ...Cell[]] | undefined)[] = [
    [`r.tenant = ${tenantId}`, tenant],
    equal('r.customer = ?', query.customerId),
    equal('r.loyalty_program = ?', query.loyaltyProgramId),
    equal('r.partner_program = ?', query.partnerProgramId),
    equal('r.tier = ?', query.tier),
    membershipNumber === undefined
      ? undefined
      : ['r.number_hash = ? AND p.number = ?', numberHash(membershipNumber), membershipNumber],
    flag('r.open', query.open),
    flag('r.reminded', query.remindedNotRenewed),
    flag('r.end_unknown', query.endUnknown),
    anomaly === undefined ? undefined : ['r.anomalies IS NOT NULL AND instr(r.anomalies, ?) > 0', ` ${anomaly} `],
    expiresFrom === undefined ? undefined : [`${isFrom} = 1`, ...edge(expiresFrom)],
    expiresBefore === undefined ? undefined : [`${isFrom} = 0`, ...edge(expiresBefore)],
    lastsUntil === undefined ? undefined : [`coalesce(${isFrom}, 1) = 1`, ...edge(lastsUntil)],
  ]
  const stated = parts.filter((part) => part !== undefined)
  return { sql: stated.map(([sql]) => sql).join(' AND '), values: stated.flatMap(([, ...values]) => values) }
}

const equal = (sql: string, value: number | undefined): readonly [string, number] | undefined =>
  value === undefined ? undefined : [sql, value]

/** Written into the text, which an index over few rows takes as its condition. */
const flag = (column: string, value: boolean | undefined): readonly [string] | undefined =>
  value === undefined ? undefined : [`${column} = ${value ? 1 : 0}`]
