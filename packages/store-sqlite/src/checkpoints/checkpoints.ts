import {
  type CheckpointPlace,
  type CheckpointStore,
  type Corrupt,
  corrupt,
  type Either,
  left,
  checkList,
  checkPlace,
  checkPut,
  checkRevision,
  right,
  type StoredCheckpoint,
  type StoreError,
} from '@partner-ledger/core/store'

import { checkpointDamage, ownCheckpoint, placeBytes, storedCheckpoint } from './checkpoint-rows.js'
import { type CheckpointStatements, checkpointStatements } from './checkpoint-statements.js'
import { checkpointsAreWhole, findCheckpoint, setCheckpoint } from './checkpoint-step.js'
import { isCorrupt } from '../log/heads.js'
import { immediately } from '../file/immediately.js'
import type { StoreParts } from '../file/store-parts.js'

/** The checkpoints in the file of the store: each put is one transaction, on the disk before it is answered. */
export const sqliteCheckpoints = ({ connection, accept, withHandle }: StoreParts): CheckpointStore => {
  const look = <A>(work: (statements: CheckpointStatements) => A | Corrupt): ReturnType<typeof withHandle<A>> =>
    withHandle(({ db }) => answered(work(checkpointStatements(db))))

  const change = <A>(work: (statements: CheckpointStatements) => A | Corrupt): ReturnType<typeof withHandle<A>> =>
    withHandle((handle) => immediately(connection, handle, () => answered(work(checkpointStatements(handle.db)))))

  return {
    get: (place) =>
      accept(checkPlace(place), () =>
        look((statements) => {
          const row = findCheckpoint(statements, place)
          return row === undefined || isCorrupt(row) ? row : storedCheckpoint(row)
        }),
      ),

    list: (after, limit) =>
      accept(checkList(after, limit), () => look((statements) => checkpointPage(statements, after, limit))),

    put: (place, expected, checkpoint) =>
      accept(checkPut(place, expected, checkpoint), () => {
        const [to, own] = [{ ...place }, ownCheckpoint(checkpoint)]
        return change((statements) => setCheckpoint(statements, to, expected, own))
      }),

    delete: (place, expected) =>
      accept(checkRevision(place, expected), () => {
        const from = { ...place }
        return change((statements) => setCheckpoint(statements, from, expected, undefined))
      }),
  }
}

const answered = <A>(found: A | Corrupt): Either<StoreError, A> => (isCorrupt(found) ? left(found) : right(found))

/** A page by place. Deleted checkpoints are passed over once their rows were found sound. */
const checkpointPage = (
  statements: CheckpointStatements,
  after: CheckpointPlace | undefined,
  limit: number,
): readonly StoredCheckpoint[] | Corrupt => {
  const found: StoredCheckpoint[] = []
  for (let place = after === undefined ? Buffer.alloc(0) : placeBytes(after); ; ) {
    const rows = statements.behind.all(place, limit - found.length)
    for (const row of rows) {
      const next = row.at(-1)
      if (checkpointDamage(row) !== undefined || !Buffer.isBuffer(next) || place.compare(next) >= 0)
        return corrupt(0, 'checkpoint')
      place = next
      const checkpoint = storedCheckpoint(row)
      if (checkpoint !== undefined) found.push(checkpoint)
    }
    if (found.length === limit) return found
    if (rows.length === 0) return checkpointsAreWhole(statements) ? found : corrupt(0, 'a checkpoint is missing')
  }
}
