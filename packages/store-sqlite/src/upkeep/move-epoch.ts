import type { Database } from 'better-sqlite3'

import { checkpointDamage, lastRevision, storedCheckpoint } from '../checkpoints/checkpoint-rows.js'
import { type CheckpointStatements, checkpointStatements } from '../checkpoints/checkpoint-statements.js'
import { replaceCheckpoint } from '../checkpoints/checkpoint-step.js'
import { readEpoch, renewEpoch } from '../file/epoch.js'
import { prepareStatements, type Row } from '../schema/statements.js'

/**
 * Makes a copy another incarnation of its log, all or nothing: it gets a new epoch, and the checkpoints of the old one go
 * on in it, each where it stood and held by nobody. The index knows no epoch and stays as it is. Damage stays too.
 */
export const moveToNewEpoch = (copy: Database): void => {
  const checkpoints = checkpointStatements(copy)
  copy
    .transaction(() => {
      const old = readEpoch(prepareStatements(copy))
      const epoch = renewEpoch(copy)
      const last = Number(checkpoints.count.get()?.[1] ?? 0)
      for (let from = 0; from < last; from += pageRows)
        for (const row of checkpoints.between.all(from, from + pageRows)) moveRow(checkpoints, row, old, epoch)
    })
    .immediate()
}

const pageRows = 500

const moveRow = (checkpoints: CheckpointStatements, row: Row, old: string | undefined, epoch: string): void => {
  const checkpoint = checkpointDamage(row) === undefined ? storedCheckpoint(row) : undefined
  if (checkpoint === undefined || checkpoint.epoch !== old) return
  const { position, replayUntil } = checkpoint
  replaceCheckpoint(checkpoints, row, lastRevision(row) + 1, { epoch, position, replayUntil })
}
