import type { Epoch } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { checkpointDamage, lastRevision, storedCheckpoint } from '../checkpoints/checkpoint-rows.js'
import { type CheckpointStatements, checkpointStatements } from '../checkpoints/checkpoint-statements.js'
import { replaceCheckpoint } from '../checkpoints/checkpoint-step.js'
import { readEpoch, renewEpoch } from '../file/epoch.js'
import { indexStatements } from '../index/index-statements.js'
import { indexTenantCells, indexTenantOf } from '../index/index-tenants.js'
import { isCorrupt } from '../log/heads.js'
import { prepareStatements, type Row } from '../schema/statements.js'

/**
 * Makes a copy another incarnation of its log, all or nothing: it gets a new epoch, and the checkpoints and indexes of the old
 * one go on in it, each at its event, the checkpoints without a holder. Damage stays as it is.
 */
export const moveToNewEpoch = (copy: Database): void => {
  copy
    .transaction(() => {
      const old = readEpoch(prepareStatements(copy))
      const epoch = renewEpoch(copy)
      moveCheckpoints(copy, old, epoch)
      moveIndexes(copy, old, epoch)
    })
    .immediate()
}

const pageRows = 500

const moveCheckpoints = (copy: Database, old: Epoch | undefined, epoch: Epoch): void => {
  const checkpoints = checkpointStatements(copy)
  const last = Number(checkpoints.count.get()?.[1] ?? 0)
  for (let from = 0; from < last; from += pageRows)
    for (const row of checkpoints.between.all(from, from + pageRows)) moveCheckpoint(checkpoints, row, old, epoch)
}

const moveCheckpoint = (checkpoints: CheckpointStatements, row: Row, old: Epoch | undefined, epoch: Epoch): void => {
  const checkpoint = checkpointDamage(row) === undefined ? storedCheckpoint(row) : undefined
  if (checkpoint === undefined || checkpoint.epoch !== old) return
  const { position, id, replayUntil } = checkpoint
  const moved = id === undefined ? { epoch, position, replayUntil } : { epoch, position, id, replayUntil }
  replaceCheckpoint(checkpoints, row, lastRevision(row) + 1, moved)
}

const moveIndexes = (copy: Database, old: Epoch | undefined, epoch: Epoch): void => {
  const index = indexStatements(copy)
  for (let from = 0; ; ) {
    const rows = index.tenantsFrom.all(from, pageRows)
    for (const row of rows) {
      const tenant = indexTenantOf(row)
      if (tenant === undefined || isCorrupt(tenant) || tenant.stand.epoch !== old) continue
      const cells = indexTenantCells(
        tenant.id,
        String(row[1]),
        { ...tenant.stand, epoch },
        tenant.stand.foldVersion,
        tenant,
      )
      index.updateTenant.run([...cells, tenant.id])
    }
    if (rows.length < pageRows) return
    from = Number(rows.at(-1)?.[0]) + 1
  }
}
