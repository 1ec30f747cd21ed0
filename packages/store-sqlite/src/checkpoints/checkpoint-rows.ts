import { isUint8Array } from 'node:util/types'

import type { Checkpoint, CheckpointPlace, Revision, StoredCheckpoint } from '@partner-ledger/core/store'

import { type Cell, checksumOf } from '../schema/checksum.js'
import { codeUnits } from '../file/code-units.js'
import type { Row } from '../schema/statements.js'

/** The columns of a row, as this file counts them. */
export const checkpointColumns =
  'id, name, tenant, revision, epoch, position, replay_until, owner, until, checksum, place'

const checked = 9

/** The place as it sorts: by name and then tenant, since no name holds a NUL. */
export const placeBytes = ({ name, tenant }: CheckpointPlace): Buffer => codeUnits(`${name}\0${tenant}`)

/** What is wrong with a row; `undefined`: it is what was stored. */
export const checkpointDamage = (row: Row): string | undefined =>
  checksumOf(row, 0, checked) === row[checked] &&
  isUint8Array(row[checked + 1]) &&
  placeBytes(placeOf(row)).equals(row[checked + 1] as Uint8Array)
    ? undefined
    : 'checkpoint'

export const numberOf = (row: Row): number => row[0] as number

export const placeOf = (row: Row): CheckpointPlace => ({ name: row[1] as string, tenant: row[2] as string })

/** The last revision that was given at the place of a row. */
export const lastRevision = (row: Row): Revision => row[3] as Revision

/** The checkpoint of a row that was found sound; `undefined`: it was deleted. */
export const storedCheckpoint = (row: Row): StoredCheckpoint | undefined => {
  const [epoch, position, replayUntil, owner, until] = row.slice(4, checked)
  if (epoch === null) return undefined
  return {
    ...placeOf(row),
    revision: lastRevision(row),
    epoch: epoch as string,
    position: position as number,
    replayUntil: replayUntil as number,
    ...(owner === null ? {} : { lease: { owner: owner as string, until: until as number } }),
  }
}

/** An object of the store's own: a put that waits for a lock stores what it was given, whatever the caller does to it. */
export const ownCheckpoint = ({ epoch, position, replayUntil, lease }: Checkpoint): Checkpoint => ({
  epoch,
  position,
  replayUntil,
  ...(lease === undefined ? {} : { lease: { owner: lease.owner, until: lease.until } }),
})

/** The cells of a row, as `checkpointColumns` has them but for the place; `undefined`: of a deleted checkpoint. */
export const checkpointCells = (
  id: number,
  { name, tenant }: CheckpointPlace,
  revision: Revision,
  checkpoint: Checkpoint | undefined,
): readonly Cell[] => {
  const { epoch = null, position = null, replayUntil = null, lease } = checkpoint ?? {}
  const cells = [id, name, tenant, revision, epoch, position, replayUntil, lease?.owner ?? null, lease?.until ?? null]
  return [...cells, checksumOf(cells, 0, checked)]
}
