import { type Corrupt, corrupt, type IndexRow, type IndexStep, type Tenant } from '@partner-ledger/core/store'

import { personalChecksum, rowCells, stateChecksum } from './index-rows.js'
import type { IndexStatements } from './index-statements.js'
import type { Row } from '../schema/statements.js'

/** Applies a step inside the caller's transaction, or answers `behind` and changes nothing. */
export const applyStep = (
  statements: IndexStatements,
  name: Tenant,
  { from, to, fold, rows }: IndexStep,
): 'applied' | 'behind' | Corrupt => {
  const [, position = 0, known] = statements.stand.get(name) ?? []
  if (position !== from || (position !== 0 && known !== fold)) return 'behind'
  if (known === undefined) statements.insertTenant.run(name)
  const id = statements.stand.get(name)?.[0]
  if (typeof id !== 'number') return corrupt(0, 'index')
  for (const row of rows) putRow(statements, id, row)
  statements.moveTenant.run(to, fold, id)
  return 'applied'
}

/** Deletes a page of the rows that cleared tenants left, and answers whether it was the last one. */
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

const putRow = (statements: IndexStatements, tenant: number, row: IndexRow): void => {
  const cells = rowCells(tenant, row, putPersonal(statements, tenant, row))
  statements.putRow.run(cells)
  const checksum = stateChecksum(cells, row.state)
  if (statements.updateState.run(row.state, checksum, tenant, row.stream).changes > 0) return
  const { stream, loyaltyProgramId, partnerProgramId, customerId, state } = row
  statements.insertState.run([tenant, stream, loyaltyProgramId, partnerProgramId, customerId, state, checksum])
}

/** Where the personal values of the row are: those it had are kept if they are the same, and emptied if they are not. */
const putPersonal = (statements: IndexStatements, tenant: number, row: IndexRow): number | null => {
  const { loyaltyProgramId, partnerProgramId, customerId, membershipNumber: number = null, personal: more = null } = row
  const known = statements.personalOfPlace.get(tenant, loyaltyProgramId, partnerProgramId, customerId)
  if (known?.[1] === number && known[2] === more) return known[0] as number
  if (known !== undefined) statements.emptyPersonal.run(known[0] as number)
  if (number === null && more === null) return null
  const id = Number(statements.lastPersonal.get()?.[0] ?? 0) + 1
  statements.insertPersonal.run([id, number, more, personalChecksum(id, number, more)])
  return id
}
