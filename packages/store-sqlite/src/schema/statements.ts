import type { Database, Statement } from 'better-sqlite3'

import type { Cell } from './checksum.js'
import { earlyIds, forgottenText } from './layout.js'
import { ownStatement } from './own-statement.js'
import {
  eventColumns,
  factsOfEvents,
  streamColumns,
  streamState,
  tenantColumns,
  tenantState,
  wholeEvents,
} from './page-sql.js'

/** A row as the engine gives it, by the order of the columns that `statements` selects. */
export type Row = readonly Cell[]

type Query<Parameters extends unknown[]> = Statement<Parameters, Row>

/** Every statement of appending, reading and forgetting, prepared once a connection. */
export interface Statements {
  readonly begin: Statement<[]>
  readonly commit: Statement<[]>
  readonly rollback: Statement<[]>
  readonly savepoint: Statement<[]>
  readonly release: Statement<[]>

  /** Begins a transaction that takes its snapshot with the first read. */
  readonly beginRead: Statement<[]>

  readonly layout: Query<[]>
  readonly meta: Query<[name: string]>

  /** The epoch and the tenant. */
  readonly tenantState: Query<[name: string]>
  /** The epoch, the tenant and the last position of the file: what an append begins with. */
  readonly openTenant: Query<[name: string]>
  /** The epoch, the tenant and the stream. */
  readonly streamState: Query<[tenant: string, stream: string]>
  readonly tenantBySortKey: Query<[sortKey: Uint8Array]>
  readonly tenantsAfter: Query<[sortKey: Uint8Array, limit: number]>
  readonly countTenants: Query<[]>
  readonly insertTenant: Statement<Cell[]>
  readonly updateTenant: Statement<Cell[]>

  readonly lastStream: Query<[]>
  /** The stream, and the positions of its event with this id: among the first ids, among the later ones. */
  readonly streamAndId: Query<[id: string | Uint8Array, id: string | Uint8Array, tenant: number, name: string]>
  /** The stream, and the facts of its last event. */
  readonly streamAndLast: Query<[tenant: number, name: string]>
  readonly streamsByHash: Query<[nameHash: number]>
  readonly streamById: Query<[id: number]>
  readonly insertStream: Statement<Cell[]>
  readonly updateStream: Statement<Cell[]>

  readonly insertEvent: Statement<[cells: readonly Cell[]]>
  readonly insertPersonal: Statement<[cells: readonly Cell[]]>
  readonly insertBody: Statement<[cells: readonly Cell[]]>

  readonly eventsOfStream: Query<[stream: number, from: number, limit: number]>
  readonly eventsOfTenant: Query<[tenant: number, from: number, limit: number]>
  readonly factsOfTenant: Query<[tenant: number, from: number, limit: number]>
  /** Names from the first one on, and before the second one; NULL: to the last one, since a BLOB sorts after any text. */
  readonly streamsFrom: Query<[tenant: number, from: string, end: string | null, limit: number]>
  readonly factsAt: Query<[position: number]>
  readonly eventAt: Query<[position: number]>
  readonly eventAfter: Query<[tenant: number, position: number]>
  readonly eventsBetween: Query<[after: number, to: number]>
  readonly misplaced: Query<[after: number, to: number]>
  readonly strayParts: Query<[after: number, to: number, after: number, to: number]>
  readonly lastPart: Query<[]>
  readonly streamsBetween: Query<[after: number, to: number]>
  readonly tenantsBetween: Query<[after: number, to: number]>
  readonly versionsOfStream: Query<[stream: number]>
  readonly bodyAt: Query<[position: number]>
  readonly forgetPersonal: Statement<[position: number]>
  readonly forgetBody: Statement<[position: number]>
}

const tenant = `SELECT ${tenantColumns} FROM main.tenants`
const stream = `SELECT ${streamColumns} FROM main.streams`
const stray = (table: string): string =>
  `SELECT position FROM main.${table} s WHERE position > ? AND position <= ?
   AND NOT EXISTS (SELECT 1 FROM main.events e WHERE e.position = s.position)`
const marks = (count: number): string => Array<string>(count).fill('?').join(', ')

export const prepareStatements = (db: Database): Statements => {
  const query = <P extends unknown[]>(sql: string): Query<P> => ownStatement<P, Row>(db, sql).raw()
  const change = (sql: string): Statement<Cell[]> => ownStatement<Cell[]>(db, sql)
  const insert = (sql: string): Statement<[cells: readonly Cell[]]> => ownStatement<[readonly Cell[]]>(db, sql)
  const control = (sql: string): Statement<[]> => ownStatement<[]>(db, sql)
  return {
    begin: control('BEGIN IMMEDIATE'),
    commit: control('COMMIT'),
    rollback: control('ROLLBACK'),
    savepoint: control('SAVEPOINT one_call'),
    release: control('RELEASE one_call'),

    beginRead: control('BEGIN'),

    layout: query('PRAGMA main.user_version'),
    meta: query('SELECT name, value, checksum FROM main.meta WHERE name = ?'),

    tenantState: query(tenantState()),
    openTenant: query(tenantState(', (SELECT max(position) FROM main.events)')),
    streamState: query(streamState),
    tenantBySortKey: query(`${tenant} WHERE sort_key = ?`),
    tenantsAfter: query(`${tenant} WHERE sort_key > ? ORDER BY sort_key LIMIT ?`),
    countTenants: query(
      `SELECT (SELECT count(*) FROM main.tenants INDEXED BY sqlite_autoindex_tenants_2),
       (SELECT max(id) FROM main.tenants), (SELECT tenant FROM main.events ORDER BY position DESC LIMIT 1)`,
    ),
    insertTenant: change(`INSERT INTO main.tenants (${tenantColumns}) VALUES (${marks(6)})`),
    updateTenant: change('UPDATE main.tenants SET head = ?, recorded_at = ?, checksum = ? WHERE id = ?'),

    lastStream: query('SELECT max(id) FROM main.streams'),
    streamAndId: query(
      `SELECT s.id, s.head, s.checksum,
       (SELECT position FROM main.events INDEXED BY events_stream
        WHERE stream = s.id AND version <= ${earlyIds} AND id = ?),
       iif(s.head <= ${earlyIds}, NULL, (SELECT position FROM main.events INDEXED BY events_late_id
        WHERE stream = s.id AND id = ? AND version > ${earlyIds}))
       FROM main.streams s WHERE s.tenant = ? AND s.name = ?`,
    ),
    streamAndLast: query(
      `SELECT s.id, s.head, s.checksum, ${eventColumns} FROM main.streams s
       LEFT JOIN main.events e ON e.stream = s.id AND e.version = s.head WHERE s.tenant = ? AND s.name = ?`,
    ),
    streamsByHash: query(`${stream} WHERE name_hash = ?`),
    streamById: query(`${stream} WHERE id = ?`),
    insertStream: change(`INSERT INTO main.streams (${streamColumns}) VALUES (${marks(6)})`),
    updateStream: change('UPDATE main.streams SET head = ?, checksum = ? WHERE id = ?'),

    insertEvent: insert(`INSERT INTO main.events VALUES (${marks(7)})`),
    insertPersonal: insert('INSERT INTO main.personal VALUES (?, ?, ?)'),
    insertBody: insert('INSERT INTO main.bodies VALUES (?, ?, ?)'),

    eventsOfStream: query(`${wholeEvents} WHERE e.stream = ? AND e.version >= ? ORDER BY e.version LIMIT ?`),
    eventsOfTenant: query(`${wholeEvents} WHERE e.tenant = ? AND e.position >= ? ORDER BY e.position LIMIT ?`),
    factsOfTenant: query(`${factsOfEvents} WHERE e.tenant = ? AND e.position >= ? ORDER BY e.position LIMIT ?`),
    streamsFrom: query(`${stream} WHERE tenant = ? AND name >= ? AND name < coalesce(?, x'00') ORDER BY name LIMIT ?`),
    factsAt: query(`${factsOfEvents} WHERE e.position = ?`),
    eventAt: query(`${wholeEvents} WHERE e.position = ?`),
    eventAfter: query(`${factsOfEvents} WHERE e.tenant = ? AND e.position > ? ORDER BY e.position LIMIT 1`),
    eventsBetween: query(`${wholeEvents} WHERE e.position > ? AND e.position <= ? ORDER BY e.position`),
    misplaced: query(
      `SELECT position FROM main.events WHERE position > ? AND position <= ? AND json_valid(event_text)
       AND (version, stream, tenant) IS NOT (event_text ->> 0, event_text ->> 1, event_text ->> 2)`,
    ),
    strayParts: query(`${stray('personal')} UNION ${stray('bodies')}`),
    lastPart: query(
      `SELECT max(position) FROM (SELECT max(position) AS position FROM main.events
       UNION ALL SELECT max(position) FROM main.personal UNION ALL SELECT max(position) FROM main.bodies)`,
    ),
    streamsBetween: query(`${stream} WHERE id > ? AND id <= ? ORDER BY id`),
    tenantsBetween: query(`${tenant} WHERE id > ? AND id <= ? ORDER BY id`),
    versionsOfStream: query(
      'SELECT count(DISTINCT version), min(version), max(version) FROM main.events WHERE stream = ?',
    ),
    bodyAt: query('SELECT position, bytes, checksum FROM main.bodies WHERE position = ?'),

    // Emptied in place, never deleted: a DELETE may merge pages, which leaves copies of neighbouring rows in the file.
    forgetPersonal: ownStatement<[number]>(
      db,
      `UPDATE main.personal SET personal_text = '${forgottenText}', checksum = NULL WHERE position = ?`,
    ),
    forgetBody: ownStatement<[number]>(db, 'UPDATE main.bodies SET bytes = NULL, checksum = NULL WHERE position = ?'),
  }
}
