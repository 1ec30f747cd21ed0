import {
  type Answer,
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

import { checkpointDamage, ownCheckpoint, ownPlace, sortKey, storedCheckpoint } from './checkpoint-rows.js'
import { type CheckpointStatements, checkpointStatements } from './checkpoint-statements.js'
import { checkpointsAreWhole, findCheckpoint, setCheckpoint } from './checkpoint-step.js'
import { isCorrupt } from '../log/heads.js'
import { immediately } from '../file/immediately.js'
import { inSnapshot } from '../file/in-snapshot.js'
import type { StoreParts } from '../file/store-parts.js'

/** The checkpoints in the file of the store: each put is one transaction, on the disk before it is answered. */
export const sqliteCheckpoints = ({ connection, accept, withHandle }: StoreParts): CheckpointStore => {
  const look = <A>(work: (statements: CheckpointStatements) => A | Corrupt, deadline: number): Answer<A> =>
    withHandle((handle) => inSnapshot(handle, () => answered(work(checkpointStatements(handle.db)))), deadline)

  const change = <A>(work: (statements: CheckpointStatements) => A | Corrupt, deadline: number): Answer<A> =>
    withHandle(
      (handle) => immediately(connection, handle, () => answered(work(checkpointStatements(handle.db)))),
      deadline,
    )

  return {
    get: (place) => {
      const of = ownPlace(place)
      return accept(checkPlace(of), (deadline) =>
        look((statements) => {
          const row = findCheckpoint(statements, of)
          return row === undefined || isCorrupt(row) ? row : storedCheckpoint(row)
        }, deadline),
      )
    },

    list: (after, limit) => {
      const from = after === undefined ? undefined : ownPlace(after)
      return accept(checkList(from, limit), (deadline) =>
        look((statements) => checkpointPage(statements, from, limit), deadline),
      )
    },

    put: (place, expected, checkpoint) => {
      const [to, own] = [ownPlace(place), ownCheckpoint(checkpoint)]
      return accept(checkPut(to, expected, own), (deadline) =>
        change((statements) => setCheckpoint(statements, to, expected, own), deadline),
      )
    },

    delete: (place, expected) => {
      const from = ownPlace(place)
      return accept(checkRevision(from, expected), (deadline) =>
        change((statements) => setCheckpoint(statements, from, expected, undefined), deadline),
      )
    },
  }
}

const answered = <A>(found: A | Corrupt): Either<StoreError, A> => (isCorrupt(found) ? left(found) : right(found))

/** A page by place. Deleted checkpoints are left out, and their rows verified as well. */
const checkpointPage = (
  statements: CheckpointStatements,
  after: CheckpointPlace | undefined,
  limit: number,
): readonly StoredCheckpoint[] | Corrupt => {
  const found: StoredCheckpoint[] = []
  for (let key = after === undefined ? Buffer.alloc(0) : sortKey(after); ; ) {
    const rows = statements.after.all(key, limit - found.length)
    for (const row of rows) {
      const next = row.at(-1)
      const damage = checkpointDamage(row)
      if (damage !== undefined || !Buffer.isBuffer(next) || key.compare(next) >= 0)
        return corrupt(0, damage ?? 'an index of the checkpoints is out of order')
      key = next
      const checkpoint = storedCheckpoint(row)
      if (checkpoint !== undefined) found.push(checkpoint)
    }
    if (found.length === limit) return found
    if (rows.length === 0) return checkpointsAreWhole(statements) ? found : corrupt(0, 'a checkpoint is missing')
  }
}
