import type { StoredCheckpoint } from '@partner-ledger/core/store'

import { checkpointDamage, numberOf, storedCheckpoint } from '../checkpoints/checkpoint-rows.js'
import { checkpointStatements } from '../checkpoints/checkpoint-statements.js'
import type { Handle } from '../file/connection.js'
import { readEpoch } from '../file/epoch.js'
import { type Finding, finding } from './finding.js'
import { findTenant, isCorrupt } from '../log/heads.js'
import type { Row, Statements } from '../schema/statements.js'
import { atOnce } from './verify-heads.js'

/** Looks at the checkpoints of the numbers `from + 1` … `to`: none missing, none beyond the head of its tenant's log. */
export const verifyCheckpoints = (handle: Handle, from: number, to: number): readonly Finding[] =>
  atOnce(handle, (statements) => {
    const rows = checkpointStatements(handle.db).between.all(from, to)
    const epoch = readEpoch(statements)
    const findings = rows.flatMap((row) => findingOf(statements, row, epoch))
    return rows.length === to - from ? findings : [...findings, finding('checkpoint', 0, 'a checkpoint is missing')]
  })

/** The lease of a subscription stands at no position: 1 says that its first checkpoints were made. */
const isLease = ({ tenant, position }: StoredCheckpoint): boolean => tenant === leaseTenant && position <= 1

/** Tenants of the ledger are numbers. */
const leaseTenant = 'all'

/** A checkpoint of another epoch speaks of another log, and may be anywhere. */
const findingOf = (statements: Statements, row: Row, epoch: string | undefined): readonly Finding[] => {
  const damage = checkpointDamage(row)
  if (damage !== undefined) return [finding('checkpoint', 0, `${damage} (number ${String(row[0])})`)]
  const checkpoint = storedCheckpoint(row)
  if (checkpoint === undefined || checkpoint.epoch !== epoch || isLease(checkpoint)) return []
  const tenant = findTenant(statements, checkpoint.tenant)
  if (isCorrupt(tenant)) return [finding('tenant', 0, `the tenant of checkpoint number ${numberOf(row)}`)]
  return checkpoint.position > (tenant?.head ?? 0)
    ? [finding('checkpoint', checkpoint.position, `checkpoint number ${numberOf(row)} is beyond the head of the log`)]
    : []
}
