import {
  type Checkpoint,
  checkpointConflict,
  type CheckpointOutcome,
  type CheckpointPlace,
  checkpointPut,
  type Corrupt,
  corrupt,
  type Revision,
} from '@partner-ledger/core/store'

import {
  checkpointCells,
  checkpointDamage,
  lastRevision,
  numberOf,
  placeOf,
  sortKey,
  storedCheckpoint,
} from './checkpoint-rows.js'
import type { CheckpointStatements } from './checkpoint-statements.js'
import { isCorrupt } from '../log/heads.js'
import type { Row } from '../schema/statements.js'

/** The row of a place. One that is not found is looked up in a second index, and by counting: damage hides rows. */
export const findCheckpoint = (statements: CheckpointStatements, place: CheckpointPlace): Row | Corrupt | undefined => {
  const row = statements.ofPlace.get(place.name, place.tenant)
  if (row !== undefined) {
    const damage = checkpointDamage(row)
    return damage === undefined ? row : corrupt(0, damage)
  }
  if (statements.ofSortKey.get(sortKey(place)) !== undefined) return corrupt(0, 'a checkpoint is missing from an index')
  return checkpointsAreWhole(statements) ? undefined : corrupt(0, 'a checkpoint is missing')
}

/** Whether no row is missing. */
export const checkpointsAreWhole = (statements: CheckpointStatements): boolean => {
  const [count, last] = statements.count.get() ?? []
  return count === (last ?? 0)
}

/** The revision that stands at a place; 0: none. */
export const standingRevision = (row: Row | undefined): Revision =>
  row === undefined || storedCheckpoint(row) === undefined ? 0 : lastRevision(row)

/** Puts the checkpoint, or deletes it where none is given, in the caller's transaction. A conflict changes nothing. */
export const setCheckpoint = (
  statements: CheckpointStatements,
  place: CheckpointPlace,
  expected: Revision,
  checkpoint: Checkpoint | undefined,
): CheckpointOutcome | Corrupt => {
  const row = findCheckpoint(statements, place)
  if (isCorrupt(row)) return row
  const stands = standingRevision(row)
  if (stands !== expected) return checkpointConflict(stands)
  const revision = (row === undefined ? 0 : lastRevision(row)) + (checkpoint === undefined ? 0 : 1)
  if (row !== undefined) replaceCheckpoint(statements, row, revision, checkpoint)
  else if (checkpoint !== undefined) {
    const id = Number(statements.count.get()?.[1] ?? 0) + 1
    statements.insert.run([sortKey(place), ...checkpointCells(id, place, revision, checkpoint)])
  }
  return checkpointPut(checkpoint === undefined ? 0 : revision)
}

/** Writes another checkpoint into a row that matches its checksum. */
export const replaceCheckpoint = (
  statements: CheckpointStatements,
  row: Row,
  revision: Revision,
  checkpoint: Checkpoint | undefined,
): void => {
  const place = placeOf(row)
  const cells = checkpointCells(numberOf(row), place, revision, checkpoint)
  statements.update.run([...cells.slice(3), numberOf(row)])
}
