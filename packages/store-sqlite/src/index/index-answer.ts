import { type Corrupt, emptyIndex, type IndexState, type Tenant } from '@partner-ledger/core/store'

import type { Handle } from '../file/connection.js'
import { inSnapshot } from '../file/in-snapshot.js'
import { isCorrupt } from '../log/heads.js'
import { isUnreadable, readStart, type Unreadable } from '../log/log-state.js'
import type { Row } from '../schema/statements.js'
import { type IndexStatements, indexStatements } from './index-statements.js'
import { indexTenantOf } from './index-tenants.js'
import type { Select } from './select.js'

/** The state of log and index, and what a query found. */
export interface IndexAnswer<A> {
  readonly state: IndexState
  readonly rows: readonly A[]
}

/** Reads the state of log and index, and what `rowOf` makes of each row of a query, in one snapshot. */
export const readAnswer = <A>(
  handle: Handle,
  tenant: Tenant,
  selectIn: (index: IndexStatements) => Select | undefined,
  rowOf: (row: Row) => A | Corrupt,
): IndexAnswer<A> | Unreadable =>
  inSnapshot(handle, () => {
    const index = indexStatements(handle.db)
    const state = readState(handle, index, tenant)
    if (isUnreadable(state)) return state
    const select = selectIn(index)
    const rows: A[] = []
    for (const row of select === undefined ? [] : index.select(select.sql).all(...select.values)) {
      const made = rowOf(row)
      if (isCorrupt(made)) return made
      rows.push(made)
    }
    return { state, rows }
  })

const readState = ({ statements }: Handle, index: IndexStatements, tenant: Tenant): IndexState | Unreadable => {
  const row = index.state.get(tenant, tenant) ?? []
  const start = readStart(statements, row, tenant)
  if (isUnreadable(start)) return start
  const known = indexTenantOf(row.slice(6))
  if (isCorrupt(known)) return known
  return { stand: known?.stand ?? emptyIndex, log: { epoch: start.epoch, head: start.head } }
}
