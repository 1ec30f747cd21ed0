import type { Database, Statement } from 'better-sqlite3'

import type { Cell } from '../schema/checksum.js'
import { checkpointColumns } from './checkpoint-rows.js'
import { perConnection } from '../file/per-connection.js'
import { ownStatement } from '../schema/own-statement.js'
import type { Row } from '../schema/statements.js'

type Query<Parameters extends unknown[]> = Statement<Parameters, Row>

/** Every statement of the checkpoints. */
export interface CheckpointStatements {
  readonly ofPlace: Query<[name: string, tenant: string]>
  readonly ofPlaceBytes: Query<[place: Uint8Array]>
  readonly behind: Query<[place: Uint8Array, limit: number]>
  readonly between: Query<[after: number, to: number]>
  /** How many rows there are, and the number of the last one. */
  readonly count: Query<[]>
  readonly insert: Statement<[cells: readonly Cell[]]>
  /** The cells of the row's values, then its number. */
  readonly update: Statement<[cells: readonly Cell[]]>
}

const prepare = (db: Database): CheckpointStatements => {
  const query = <P extends unknown[]>(sql: string): Query<P> => ownStatement<P, Row>(db, sql).raw()
  const rows = `SELECT ${checkpointColumns} FROM main.checkpoints`
  return {
    ofPlace: query(`${rows} WHERE name = ? AND tenant = ?`),
    ofPlaceBytes: query(`${rows} WHERE place = ?`),
    behind: query(`${rows} WHERE place > ? ORDER BY place LIMIT ?`),
    between: query(`${rows} WHERE id > ? AND id <= ? ORDER BY id`),
    count: query(
      `SELECT (SELECT count(*) FROM main.checkpoints INDEXED BY sqlite_autoindex_checkpoints_1),
       (SELECT max(id) FROM main.checkpoints)`,
    ),
    insert: ownStatement(
      db,
      `INSERT INTO main.checkpoints (place, id, name, tenant, revision, epoch, position, replay_until, owner, until, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    update: ownStatement(
      db,
      `UPDATE main.checkpoints SET (revision, epoch, position, replay_until, owner, until, checksum) = (?, ?, ?, ?, ?, ?, ?)
       WHERE id = ?`,
    ),
  }
}

export const checkpointStatements = perConnection(prepare)
