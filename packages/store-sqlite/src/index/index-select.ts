import type { ExpiryEdge, IndexKey, IndexQuery, Tenant } from '@partner-ledger/core/store'

import type { Cell } from '../schema/checksum.js'
import { numberBits } from './index-rows.js'
import { tenantId, wholeRows } from './index-statements.js'

/** A statement and the values of its marks, in order. */
export interface Select {
  readonly sql: string
  readonly values: readonly Cell[]
}

/** The matching rows behind a place, in the index's order. `few`: rows with an expiry in the window are looked up. */
export const findSelect = (
  tenant: Tenant,
  query: IndexQuery,
  after: IndexKey | undefined,
  limit: number,
  few: boolean,
): Select => {
  const rows = few ? expiring(tenant, query) : { sql: rowsBy(query), values: [] }
  const where = conditions(tenant, query)
  const place = after === undefined ? [] : [after.loyaltyProgramId, after.partnerProgramId, after.customerId]
  const behind = after === undefined ? '' : 'AND (r.loyalty_program, r.partner_program, r.customer) > (?, ?, ?)'
  return {
    sql: `${wholeRows(rows.sql)} WHERE ${where.sql} ${behind}
      ORDER BY r.loyalty_program, r.partner_program, r.customer LIMIT ?`,
    values: [...rows.values, ...where.values, ...place, limit],
  }
}

/** How many matching rows agree in programs, link, end before the edge, and tier. */
export const countSelect = (tenant: Tenant, query: IndexQuery, ended: ExpiryEdge): Select => {
  const where = conditions(tenant, query)
  const personal = query.membershipNumber === undefined ? '' : 'LEFT JOIN main.index_personal p ON p.id = r.personal'
  return {
    sql: `SELECT r.loyalty_program, r.partner_program, r.open, r.open AND coalesce(${isFrom} = 0, 0), r.tier, count(*)
      FROM ${rowsBy(query)} ${personal} WHERE ${where.sql} GROUP BY 1, 2, 3, 4, 5`,
    values: [ended.instant, ended.date, ...where.values],
  }
}

/** Whether more than `most` rows have an expiry before the edge that is asked for: then looking them up is no use. */
export const manySelects = (tenant: Tenant, query: IndexQuery, most: number): readonly Select[] =>
  windows(query).map(({ index, sql, values }) => ({
    sql: `SELECT 1 FROM main.index_rows INDEXED BY ${index} WHERE tenant = ${tenantId} AND ${sql} LIMIT 1 OFFSET ?`,
    values: [tenant, ...values, most],
  }))

/** Whether the row's expiry is at or after the edge bound here (instant, date); NULL without an expiry. */
const isFrom = 'iif(r.expiry_instant IS NOT NULL, r.expiry_instant >= ?, r.expiry_date >= ?)'

/** The rows by the index that leaves the fewest in the index's order, or all of them by place. */
const rowsBy = (query: IndexQuery): string => {
  const index = indexFor(query)
  return index === undefined ? 'main.index_rows r' : `main.index_rows r INDEXED BY ${index}`
}

const indexFor = (query: IndexQuery): string | undefined => {
  if (query.membershipNumber !== undefined) return 'index_rows_number'
  if (query.customerId !== undefined) return 'index_rows_customer'
  if (query.anomaly !== undefined) return 'index_rows_anomalies'
  if (query.remindedNotRenewed === true) return 'index_rows_reminded'
  if (query.partnerProgramId !== undefined && query.loyaltyProgramId === undefined) return 'index_rows_partner'
  return undefined
}

/** The places of the rows that have an expiry in the window, and the rows at them. */
const expiring = (tenant: Tenant, query: IndexQuery): Select => {
  const arms = windows(query)
  const places = arms.map(
    ({ index, sql }) =>
      `SELECT tenant, loyalty_program, partner_program, customer FROM main.index_rows INDEXED BY ${index}
       WHERE tenant = ${tenantId} AND ${sql}`,
  )
  return {
    sql: `(${places.join(' UNION ALL ')}) CROSS JOIN main.index_rows r USING (tenant, loyalty_program, partner_program, customer)`,
    values: arms.flatMap(({ values }) => [tenant, ...values]),
  }
}

interface Window extends Select {
  readonly index: string
}

/** The window of the expiry as both kinds of expiry see it; none where no end is before anything. */
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
          sql: 'expiry_instant IS NULL AND expiry_date >= ? AND expiry_date < ?',
          values: [expiresFrom?.date ?? '', expiresBefore.date],
        },
      ]

const conditions = (tenant: Tenant, query: IndexQuery): Select => {
  const { expiresFrom, expiresBefore, lastsUntil, membershipNumber, remindedNotRenewed, open, anomaly } = query
  const parts: (readonly [string, ...Cell[]] | undefined)[] = [
    [`r.tenant = ${tenantId}`, tenant],
    stated('r.customer = ?', query.customerId),
    stated('r.loyalty_program = ?', query.loyaltyProgramId),
    stated('r.partner_program = ?', query.partnerProgramId),
    stated('r.tier = ?', query.tier),
    membershipNumber === undefined
      ? undefined
      : ['r.number = ? AND p.number = ?', numberBits(membershipNumber), membershipNumber],
    open === undefined ? undefined : [`r.open = ${open ? 1 : 0}`],
    remindedNotRenewed === undefined ? undefined : [`r.reminded = ${remindedNotRenewed ? 1 : 0}`],
    anomaly === undefined ? undefined : ['r.anomalies IS NOT NULL AND instr(r.anomalies, ?) > 0', ` ${anomaly} `],
    expiresFrom === undefined ? undefined : [`${isFrom} = 1`, expiresFrom.instant, expiresFrom.date],
    expiresBefore === undefined ? undefined : [`${isFrom} = 0`, expiresBefore.instant, expiresBefore.date],
    lastsUntil === undefined ? undefined : [`coalesce(${isFrom}, 1) = 1`, lastsUntil.instant, lastsUntil.date],
  ]
  const asked = parts.filter((part) => part !== undefined)
  return { sql: asked.map(([sql]) => sql).join(' AND '), values: asked.flatMap(([, ...values]) => values) }
}

const stated = (sql: string, value: number | undefined): readonly [string, number] | undefined =>
  value === undefined ? undefined : [sql, value]
