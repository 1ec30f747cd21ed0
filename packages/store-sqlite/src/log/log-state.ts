import {
  type Corrupt,
  corrupt,
  type Epoch,
  type LogState,
  type Misconfigured,
  misconfigured,
  type Tenant,
} from '@partner-ledger/core/store'

import { checksumOf } from '../schema/checksum.js'
import { migrations } from '../schema/schema.js'
import type { Row, Statements } from '../schema/statements.js'
import { isCorrupt, type TenantHead, tenantHead } from './heads.js'

/** Why a look-up gives no value: the file is damaged, or no longer of the layout that this version reads. */
export type Unreadable = Corrupt | Misconfigured

export const isUnreadable = (answer: unknown): answer is Unreadable =>
  typeof answer === 'object' &&
  answer !== null &&
  '_tag' in answer &&
  (answer._tag === 'Corrupt' || answer._tag === 'Misconfigured')

/** The epoch of the log out of a row that begins with the columns of `tenantState`; the layout is read in the same snapshot. */
export const epochOf = (statements: Statements, row: Row): { readonly epoch: Epoch } | Unreadable => {
  const layout = statements.layout.get()?.[0]
  if (layout !== migrations.length)
    return misconfigured(
      `the file has layout ${String(layout)}, and this version of the store reads layout ${migrations.length}`,
    )
  const [epoch, checksum] = row
  return typeof epoch === 'string' && checksumOf(['epoch', epoch], 0, 2) === checksum
    ? { epoch }
    : corrupt(0, 'the epoch of the log is missing or does not match its checksum')
}

/** The log and the tenant that a read begins with. `owner` is absent where the tenant has no events. */
export interface ReadStart extends LogState {
  readonly owner?: TenantHead
}

/** Reads the log and the tenant out of a row that begins with the columns of `tenantState`. */
export const readStart = (statements: Statements, row: Row, tenant: Tenant): ReadStart | Unreadable => {
  const log = epochOf(statements, row)
  if (isUnreadable(log)) return log
  const owner = tenantHead(statements, row, tenant)
  if (owner === undefined) return { epoch: log.epoch, head: 0 }
  return isCorrupt(owner) ? owner : { epoch: log.epoch, head: owner.head, owner }
}
