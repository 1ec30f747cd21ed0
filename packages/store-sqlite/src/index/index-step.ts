import {
  type Corrupt,
  isNext,
  emptyIndex,
  type IndexRow,
  type IndexStep,
  type Tenant,
} from '@partner-ledger/core/store'

import { isCorrupt } from '../log/heads.js'
import type { Row } from '../schema/statements.js'
import { personalChecksum, rowCells, stateChecksum } from './index-rows.js'
import type { IndexStatements } from './index-statements.js'
import { indexTenantCells, indexTenantOf, type RowTotal } from './index-tenants.js'

/** Applies a step inside the caller's transaction, or returns `behind` and changes nothing. */
export const applyStep = (
  statements: IndexStatements,
  name: Tenant,
  { from, to, foldVersion, rows }: IndexStep,
): 'applied' | 'behind' | Corrupt => {
  const known = indexTenantOf(statements.tenantByName.get(name) ?? [])
  if (isCorrupt(known)) return known
  if (!isNext(known?.stand ?? emptyIndex, from, foldVersion)) return 'behind'
  const id = known?.id ?? nextTenant(statements)
  const total = { rowCount: known?.rowCount ?? 0, rowSum: known?.rowSum ?? 0 }
  for (const row of rows) putRow(statements, id, row, total)
  const cells = indexTenantCells(id, name, to, foldVersion, total)
  if (known === undefined) statements.insertTenant.run(cells)
  else statements.updateTenant.run([...cells, id])
  return 'applied'
}

/** Empties the index of a tenant: it gets another number, and its rows are left to `deleteLeftRows`. */
export const leaveRows = (statements: IndexStatements, name: Tenant): void => {
  const id = statements.tenantByName.get(name)?.[0]
  if (typeof id !== 'number') return
  const none = { rowCount: 0, rowSum: 0 }
  const cells = indexTenantCells(nextTenant(statements), name, { epoch: '', position: 0 }, 0, none)
  statements.updateTenant.run([...cells, id])
}

/** Deletes a page of the rows that cleared tenants left, and returns whether there were none. */
export const deleteLeftRows = (statements: IndexStatements): boolean => {
  const rows = statements.leftRows.all(pageRows) as readonly Row[] as readonly LeftRow[]
  for (const [tenant, loyalty, partner, customer, stream, personal] of rows) {
    if (personal !== null) statements.emptyPersonal.run(personal)
    statements.deleteState.run(tenant, stream)
    statements.deleteRow.run(tenant, loyalty, partner, customer)
  }
  return rows.length === 0
}

const pageRows = 1000

type LeftRow = Row &
  readonly [tenant: number, loyalty: number, partner: number, customer: number, stream: string, personal: number | null]

const nextTenant = (statements: IndexStatements): number => Number(statements.nextTenant.get()?.[0])

type Changing<T> = { -readonly [K in keyof T]: T[K] }

/** Puts a row in the place of the one with its key, and keeps the total of the tenant. */
const putRow = (statements: IndexStatements, tenant: number, row: IndexRow, total: Changing<RowTotal>): void => {
  const { stream, loyaltyProgramId, partnerProgramId, customerId, state } = row
  const known = statements.rowAtKey.get(tenant, loyaltyProgramId, partnerProgramId, customerId)
  const cells = rowCells(tenant, row, putPersonal(statements, row, known))
  const checksum = stateChecksum(cells, state)
  total.rowCount += known === undefined ? 1 : 0
  total.rowSum = (total.rowSum + checksum - Number(known?.[3] ?? 0)) | 0
  statements.putRow.run(cells)
  if (known !== undefined && statements.updateState.run(state, checksum, tenant, stream).changes > 0) return
  statements.insertState.run([tenant, stream, loyaltyProgramId, partnerProgramId, customerId, state, checksum])
}

/** Where the personal values of the row are: those it had stay if they are the same, and are emptied if they are not. */
const putPersonal = (statements: IndexStatements, row: IndexRow, known: Row | undefined): number | null => {
  const { membershipNumber: number = null, personal: text = null } = row
  const id = known?.[0] ?? null
  if (id !== null && known?.[1] === number && known[2] === text) return id as number
  if (id !== null) statements.emptyPersonal.run(id as number)
  if (number === null && text === null) return null
  const next = Number(statements.lastPersonal.get()?.[0] ?? 0) + 1
  statements.insertPersonal.run([next, number, text, personalChecksum(next, number, text)])
  return next
}
