import type { Database, Statement } from 'better-sqlite3'

import type { Cell } from './checksum.js'
import { earlyIds, forgottenText } from './layout.js'
import { ownStatement } from './own-statement.js'

/** A row as the engine gives it, by the order of the columns that `statements` asks for. */
export type Row = readonly Cell[]

type Query<Parameters extends unknown[]> = Statement<Parameters, Row>

/** Every statement of appending, reading and forgetting, prepared once a connection. */
export interface Statements {
  readonly begin: Statement<[]>
  readonly commit: Statement<[]>
  readonly rollback: Statement<[]>
  readonly savepoint: Statement<[]>
  readonly release: Statement<[]>

  readonly meta: Query<[name: string]>
  readonly lastPosition: Query<[]>

  readonly tenantByName: Query<[name: string]>
  readonly tenantByPlace: Query<[place: Uint8Array]>
  readonly tenantsAfter: Query<[place: Uint8Array, limit: number]>
  readonly countTenants: Query<[]>
  readonly insertTenant: Statement<Cell[]>
  readonly updateTenant: Statement<Cell[]>

  readonly lastStream: Query<[]>
  readonly streamByName: Query<[tenant: number, name: string]>
  readonly streamsByPlace: Query<[place: number]>
  readonly streamById: Query<[id: number]>
  readonly insertStream: Statement<Cell[]>
  readonly updateStream: Statement<Cell[]>

  readonly insertEvent: Statement<[cells: readonly Cell[]]>
  readonly insertPersonal: Statement<[cells: readonly Cell[]]>
  readonly insertBody: Statement<[cells: readonly Cell[]]>

  readonly eventByEarlyId: Query<[stream: number, id: string | Uint8Array]>
  readonly eventByLateId: Query<[stream: number, id: string | Uint8Array]>
  readonly eventAt: Query<[position: number]>
  readonly eventAfter: Query<[tenant: number, position: number]>
  readonly eventsOfStream: Query<[stream: number, after: number, limit: number]>
  readonly eventsOfTenant: Query<[tenant: number, after: number, limit: number]>
  readonly factsOfTenant: Query<[tenant: number, after: number, limit: number]>
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

/** A UUID is read as 32 hex digits, any other id behind a quotation mark. */
const id = `iif(typeof(e.id) = 'blob', lower(hex(e.id)), '"' || e.id)`

/** The columns of an event, as `at` counts them. */
const facts = `e.position, ${id}, e.told, e.checksum`

const whole = `SELECT ${facts}, p.kept, p.checksum FROM main.events e LEFT JOIN main.personal p ON p.position = e.position`
const tenant = 'SELECT id, name, head, recorded_at, checksum, place FROM main.tenants'
const stream = 'SELECT id, tenant, name, head, place, checksum FROM main.streams'
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

    meta: query('SELECT name, value, checksum FROM main.meta WHERE name = ?'),
    lastPosition: query('SELECT max(position) FROM main.events'),

    tenantByName: query(`${tenant} WHERE name = ?`),
    tenantByPlace: query(`${tenant} WHERE place = ?`),
    tenantsAfter: query(`${tenant} WHERE place > ? ORDER BY place LIMIT ?`),
    countTenants: query(
      `SELECT (SELECT count(*) FROM main.tenants INDEXED BY sqlite_autoindex_tenants_2), (SELECT max(id) FROM main.tenants),
       (SELECT tenant FROM main.events ORDER BY position DESC LIMIT 1)`,
    ),
    insertTenant: change(
      `INSERT INTO main.tenants (id, name, head, recorded_at, checksum, place) VALUES (${marks(6)})`,
    ),
    updateTenant: change('UPDATE main.tenants SET head = ?, recorded_at = ?, checksum = ? WHERE id = ?'),

    lastStream: query('SELECT max(id) FROM main.streams'),
    streamByName: query(`${stream} WHERE tenant = ? AND name = ?`),
    streamsByPlace: query(`${stream} WHERE place = ?`),
    streamById: query(`${stream} WHERE id = ?`),
    insertStream: change(`INSERT INTO main.streams (id, tenant, name, head, place, checksum) VALUES (${marks(6)})`),
    updateStream: change('UPDATE main.streams SET head = ?, checksum = ? WHERE id = ?'),

    insertEvent: insert(`INSERT INTO main.events VALUES (${marks(7)})`),
    insertPersonal: insert('INSERT INTO main.personal VALUES (?, ?, ?)'),
    insertBody: insert('INSERT INTO main.bodies VALUES (?, ?, ?)'),

    eventByEarlyId: query(
      `SELECT ${facts} FROM main.events e INDEXED BY events_stream
       WHERE e.stream = ? AND e.version <= ${earlyIds} AND e.id = ?`,
    ),
    eventByLateId: query(
      `SELECT ${facts} FROM main.events e INDEXED BY events_late_id
       WHERE e.stream = ? AND e.id = ? AND e.version > ${earlyIds}`,
    ),
    eventAt: query(`${whole} WHERE e.position = ?`),
    eventAfter: query(
      `SELECT ${facts} FROM main.events e WHERE e.tenant = ? AND e.position > ? ORDER BY e.position LIMIT 1`,
    ),
    eventsOfStream: query(`${whole} WHERE e.stream = ? AND e.version > ? ORDER BY e.version LIMIT ?`),
    eventsOfTenant: query(`${whole} WHERE e.tenant = ? AND e.position > ? ORDER BY e.position LIMIT ?`),
    factsOfTenant: query(
      `SELECT ${facts} FROM main.events e WHERE e.tenant = ? AND e.position > ? ORDER BY e.position LIMIT ?`,
    ),
    eventsBetween: query(`${whole} WHERE e.position > ? AND e.position <= ? ORDER BY e.position`),
    misplaced: query(
      `SELECT position FROM main.events WHERE position > ? AND position <= ? AND json_valid(told)
       AND (version, stream, tenant) IS NOT (told ->> 0, told ->> 1, told ->> 2)`,
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
      `UPDATE main.personal SET kept = '${forgottenText}', checksum = NULL WHERE position = ?`,
    ),
    forgetBody: ownStatement<[number]>(db, 'UPDATE main.bodies SET bytes = NULL, checksum = NULL WHERE position = ?'),
  }
}
