import { isUint8Array } from 'node:util/types'

import type { Checkpoint, CheckpointPlace, Revision, StoredCheckpoint } from '@partner-ledger/core/store'

import { type Cell, checksumOf } from '../schema/checksum.js'
import { codeUnits } from '../file/code-units.js'
import type { Row } from '../schema/statements.js'

/** The columns of a row, as this file counts them. */
export const checkpointColumns =
  'id, name, tenant, revision, epoch, position, event_id, replay_until, owner, until, checksum, sort_key'

const checked = 10

/** What a place sorts by: name and then tenant, since no name holds a NUL. */
export const sortKey = ({ name, tenant }: CheckpointPlace): Buffer => codeUnits(`${name}\0${tenant}`)

/** What is wrong with a row; `undefined`: it is what was stored. */
export const checkpointDamage = (row: Row): string | undefined =>
  checksumOf(row, 0, checked) === row[checked] &&
  isUint8Array(row[checked + 1]) &&
  sortKey(placeOf(row)).equals(row[checked + 1] as Uint8Array)
    ? undefined
    : 'a checkpoint does not match its checksum'

export const numberOf = (row: Row): number => row[0] as number

export const placeOf = (row: Row): CheckpointPlace => ({ name: row[1] as string, tenant: row[2] as string })

/** The last revision that was given at the place of a row. */
export const lastRevision = (row: Row): Revision => row[3] as Revision

/** The checkpoint of a row that matches its checksum; `undefined`: it was deleted. */
export const storedCheckpoint = (row: Row): StoredCheckpoint | undefined => {
  const [epoch, position, id, replayUntil, owner, until] = row.slice(4, checked)
  if (epoch === null) return undefined
  return {
    ...placeOf(row),
    revision: lastRevision(row),
    epoch: epoch as string,
    position: position as number,
    ...(id === null ? {} : { id: id as string }),
    replayUntil: replayUntil as number,
    ...(owner === null ? {} : { lease: { owner: owner as string, until: until as number } }),
  }
}

/** A copy, read once: a call that waits for a lock uses what it was given. Anything but an object is left to the check. */
export const ownPlace = (place: CheckpointPlace): CheckpointPlace =>
  isObject(place) ? { name: place.name, tenant: place.tenant } : place

/** A copy, read once, as `ownPlace` makes one. */
export const ownCheckpoint = (given: Checkpoint): Checkpoint => {
  if (!isObject(given)) return given
  const { epoch, position, id, replayUntil, lease } = given
  return {
    epoch,
    position,
    ...(id === undefined ? {} : { id }),
    replayUntil,
    ...(lease === undefined ? {} : { lease: isObject(lease) ? { owner: lease.owner, until: lease.until } : lease }),
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/** The cells of a row, as `checkpointColumns` has them without the sort key; `undefined`: of a deleted checkpoint. */
export const checkpointCells = (
  number: number,
  { name, tenant }: CheckpointPlace,
  revision: Revision,
  checkpoint: Checkpoint | undefined,
): readonly Cell[] => {
  const { epoch = null, position = null, id = null, replayUntil = null, lease } = checkpoint ?? {}
  const holder = [lease?.owner ?? null, lease?.until ?? null]
  const cells = [number, name, tenant, revision, epoch, position, id, replayUntil, ...holder]
  return [...cells, checksumOf(cells, 0, checked)]
}
