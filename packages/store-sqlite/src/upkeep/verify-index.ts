import type { Handle } from '../file/connection.js'
import { inSnapshot } from '../file/in-snapshot.js'
import { indexRowDamage, rowSumCell } from '../index/index-rows.js'
import { type IndexStatements, indexStatements } from '../index/index-statements.js'
import { indexTenantOf, type RowTotal } from '../index/index-tenants.js'
import { isCorrupt } from '../log/heads.js'
import type { Row } from '../schema/statements.js'
import { type Finding, finding } from './finding.js'

/** How far the index was verified: a tenant, the key of its last row, and the total of its rows so far. */
export interface IndexCursor extends RowTotal {
  readonly tenant: number
  /** The checksum of the tenant's row when its first page was read: another one says that a step was applied since. */
  readonly checksum: unknown
  readonly key: readonly [loyalty: number, partner: number, customer: number]
}

/** Where `verify` begins. */
export const indexStart: IndexCursor = {
  tenant: 0,
  checksum: undefined,
  key: [Number.MIN_SAFE_INTEGER, 0, 0],
  rowCount: 0,
  rowSum: 0,
}

/** What a page of the index showed, and where the next one begins; `undefined`: this was the last one. */
export interface IndexPage {
  readonly findings: readonly Finding[]
  readonly rows: number
  readonly next: IndexCursor | undefined
}

/** Verifies a page of the rows of one tenant against their checksums, and its last page against the total of the tenant. */
export const verifyIndex = (handle: Handle, cursor: IndexCursor, limit: number): IndexPage =>
  inSnapshot(handle, () => {
    const index = indexStatements(handle.db)
    const [tenant] = index.tenantsFrom.all(cursor.tenant, 1)
    if (tenant === undefined) return { findings: [], rows: 0, next: undefined }
    const id = Number(tenant[0])
    const isAmid = id === cursor.tenant && cursor.checksum !== undefined
    const from = isAmid ? cursor : { ...indexStart, tenant: id, checksum: tenant.at(-1) }
    return pageOfTenant(index, tenant, from, limit)
  })

const pageOfTenant = (index: IndexStatements, tenant: Row, from: IndexCursor, limit: number): IndexPage => {
  const rows = index.rowsAfter.all(from.tenant, ...from.key, limit)
  const findings = rows.flatMap((row) => {
    const damage = indexRowDamage(row)
    return damage === undefined ? [] : [finding('index', 0, damage)]
  })
  const rowCount = from.rowCount + rows.length
  const rowSum = rows.reduce((sum, row) => (sum + Number(row[rowSumCell])) | 0, from.rowSum)
  const last = rows.at(-1)
  const at = { ...from, rowCount, rowSum }
  if (last !== undefined && rows.length === limit)
    return { findings, rows: rows.length, next: { ...at, key: [Number(last[1]), Number(last[2]), Number(last[3])] } }
  const next = { ...indexStart, tenant: from.tenant + 1 }
  return { findings: [...findings, ...totalFindings(tenant, at)], rows: rows.length, next }
}

const totalFindings = (row: Row, { checksum, rowCount, rowSum }: IndexCursor): readonly Finding[] => {
  const tenant = indexTenantOf(row)
  if (isCorrupt(tenant)) return [finding('index', 0, tenant.reason)]
  const isMoved = row.at(-1) !== checksum
  return tenant === undefined || isMoved || (tenant.rowCount === rowCount && tenant.rowSum === rowSum)
    ? []
    : [finding('index', 0, `the rows of index number ${tenant.id} are not those that were put in`)]
}
