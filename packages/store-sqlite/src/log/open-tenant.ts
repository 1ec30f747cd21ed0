import { corrupt, type Epoch, type StreamName, type Tenant, type Version } from '@partner-ledger/core/store'

import type { Statements } from '../schema/statements.js'
import { insertTenant, isCorrupt, nextTenantId, tenantHead } from './heads.js'
import { epochOf, isUnreadable, type Unreadable } from './log-state.js'

/** A tenant as a transaction changes it. */
export interface OpenTenant {
  /** Of the log. */
  readonly epoch: Epoch
  readonly id: number
  head: number
  recordedAt: number
  /** The head that its row has; 0: it has no row. */
  written: number
  /** The last events of streams that were compared with what callers had seen, until the transaction appends to them. */
  readonly lastEvents: Map<StreamName, LastEvent>
}

/** The last event of a stream; version 0 and no id: the stream has none. */
export interface LastEvent {
  readonly version: Version
  readonly id: string | undefined
}

interface OpenLog {
  readonly tenants: Map<Tenant, OpenTenant>
  epoch: Epoch | undefined
  nextPosition: number
}

/** The tenant as the transaction has it, otherwise as the log has it. The first one gives the transaction its epoch too. */
export const openTenant = (statements: Statements, log: OpenLog, name: Tenant): OpenTenant | Unreadable => {
  const open = log.tenants.get(name)
  if (open !== undefined) return open
  const row = statements.openTenant.get(name) ?? []
  let { epoch } = log
  if (epoch === undefined) {
    const read = epochOf(statements, row)
    if (isUnreadable(read)) return read
    epoch = read.epoch
    log.epoch = epoch
    // Without any event the last position is NULL: 0.
    log.nextPosition = Number(row[6]) + 1
  }
  const known = tenantHead(statements, row, name)
  if (isCorrupt(known)) return known
  const lastEvents = new Map<StreamName, LastEvent>()
  if (known === undefined)
    return { epoch, id: nextTenantId(statements), head: 0, recordedAt: 0, written: 0, lastEvents }
  const { id, head, recordedAt } = known
  return log.nextPosition > head
    ? { epoch, id, head, recordedAt, written: head, lastEvents }
    : corrupt(head, 'the end of the log is missing')
}

/** Writes the row of a new tenant at once, since it takes a number that another new one would take as well. */
export const writeNew = (statements: Statements, name: Tenant, tenant: OpenTenant): void => {
  insertTenant(statements, name, tenant)
  tenant.written = tenant.head
}
