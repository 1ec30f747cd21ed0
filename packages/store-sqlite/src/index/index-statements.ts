import type { Database, Statement } from 'better-sqlite3'

import type { Cell } from '../schema/checksum.js'
import { indexColumns } from './index-rows.js'
import { perConnection } from '../file/per-connection.js'
import { ownStatement } from '../schema/own-statement.js'
import type { Row } from '../schema/statements.js'

type Query<Parameters extends unknown[]> = Statement<Parameters, Row>

/** Every statement of the membership index, prepared once a connection. */
export interface IndexStatements {
  readonly stand: Query<[name: string]>
  readonly insertTenant: Statement<[name: string]>
  readonly moveTenant: Statement<[position: number, fold: number, id: number]>
  readonly leaveRows: Statement<[name: string]>

  /** The streams are a JSON array of names: one statement for all costs half of one for each. */
  readonly rowsOfStreams: Query<[streams: string, name: string]>
  readonly personalOfPlace: Query<[tenant: number, loyalty: number, partner: number, customer: number]>
  /** A row that says the same already is left alone, and so are the indexes of the table. */
  readonly putRow: Statement<[cells: readonly Cell[]]>
  readonly updateState: Statement<[state: string, checksum: number, tenant: number, stream: string]>
  readonly insertState: Statement<[cells: readonly Cell[]]>
  readonly lastPersonal: Query<[]>
  readonly insertPersonal: Statement<[cells: readonly Cell[]]>
  readonly emptyPersonal: Statement<[id: number]>

  readonly leftRows: Query<[limit: number]>
  readonly deleteRow: Statement<[tenant: number, loyalty: number, partner: number, customer: number]>
  readonly deleteState: Statement<[tenant: number, stream: string]>

  /** A statement for this text, kept for the next time: few shapes of queries are asked. */
  select(sql: string): Query<Cell[]>
}

/** The tables of whole rows; conditions and an order come behind them. */
export const wholeRows = (rows: string): string =>
  `SELECT ${indexColumns} FROM ${rows} JOIN main.index_states s ON s.tenant = r.tenant AND s.stream = r.stream
   LEFT JOIN main.index_personal p ON p.id = r.personal`

/** The id of the tenant of the name bound here. */
export const tenantId = '(SELECT id FROM main.index_tenants WHERE name = ?)'

const prepareIndexStatements = (db: Database): IndexStatements => {
  const query = <P extends unknown[]>(sql: string): Query<P> => ownStatement<P, Row>(db, sql).raw()
  const selects = new Map<string, Query<Cell[]>>()
  return {
    stand: query('SELECT id, position, fold FROM main.index_tenants WHERE name = ?'),
    insertTenant: ownStatement(
      db,
      `INSERT INTO main.index_tenants (id, name, position, fold) VALUES (${nextId}, ?, 0, 0)`,
    ),
    moveTenant: ownStatement(db, 'UPDATE main.index_tenants SET position = ?, fold = ? WHERE id = ?'),
    leaveRows: ownStatement(db, `UPDATE main.index_tenants SET id = ${nextId}, position = 0, fold = 0 WHERE name = ?`),

    rowsOfStreams: query(
      `SELECT ${indexColumns} FROM main.index_tenants t CROSS JOIN json_each(?) CROSS JOIN main.index_states s
       ON s.tenant = t.id AND s.stream = value
       JOIN main.index_rows r USING (tenant, loyalty_program, partner_program, customer)
       LEFT JOIN main.index_personal p ON p.id = r.personal WHERE t.name = ?`,
    ),
    personalOfPlace: query(
      `SELECT p.id, p.number, p.more FROM main.index_rows r JOIN main.index_personal p ON p.id = r.personal
       WHERE r.tenant = ? AND r.loyalty_program = ? AND r.partner_program = ? AND r.customer = ?`,
    ),
    putRow: ownStatement(
      db,
      `INSERT INTO main.index_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       (stream, open, tier, number, expiry_date, expiry_instant, reminded, anomalies, personal) =
       (excluded.stream, excluded.open, excluded.tier, excluded.number, excluded.expiry_date, excluded.expiry_instant,
        excluded.reminded, excluded.anomalies, excluded.personal)
       WHERE (stream, open, tier, number, expiry_date, expiry_instant, reminded, anomalies, personal) IS NOT
       (excluded.stream, excluded.open, excluded.tier, excluded.number, excluded.expiry_date, excluded.expiry_instant,
        excluded.reminded, excluded.anomalies, excluded.personal)`,
    ),
    updateState: ownStatement(
      db,
      'UPDATE main.index_states SET state = ?, checksum = ? WHERE tenant = ? AND stream = ?',
    ),
    insertState: ownStatement(db, 'INSERT INTO main.index_states VALUES (?, ?, ?, ?, ?, ?, ?)'),
    lastPersonal: query('SELECT max(id) FROM main.index_personal'),
    insertPersonal: ownStatement(db, 'INSERT INTO main.index_personal VALUES (?, ?, ?, ?)'),
    emptyPersonal: ownStatement(
      db,
      'UPDATE main.index_personal SET number = NULL, more = NULL, checksum = NULL WHERE id = ?',
    ),

    leftRows: query(
      `SELECT tenant, loyalty_program, partner_program, customer, stream, personal FROM main.index_rows
       WHERE tenant = (${leftTenant}) LIMIT ?`,
    ),
    deleteRow: ownStatement(
      db,
      'DELETE FROM main.index_rows WHERE tenant = ? AND loyalty_program = ? AND partner_program = ? AND customer = ?',
    ),
    deleteState: ownStatement(db, 'DELETE FROM main.index_states WHERE tenant = ? AND stream = ?'),

    select: (sql) => {
      const known = selects.get(sql)
      if (known !== undefined) return known
      if (selects.size >= mostSelects) selects.clear()
      const prepared = query<Cell[]>(sql)
      selects.set(sql, prepared)
      return prepared
    },
  }
}

export const indexStatements = perConnection(prepareIndexStatements)

const mostSelects = 64

/** Behind every tenant, and behind rows that a cleared tenant left. */
const nextId = `1 + max(coalesce((SELECT max(id) FROM main.index_tenants), 0), coalesce((SELECT max(tenant) FROM main.index_rows), 0))`

/** A tenant of rows that is none of the index, looked for by a step a tenant. */
const leftTenant = `WITH RECURSIVE owners (id) AS (
    SELECT min(tenant) FROM main.index_rows
    UNION ALL SELECT (SELECT min(tenant) FROM main.index_rows WHERE tenant > owners.id) FROM owners WHERE owners.id IS NOT NULL
  ) SELECT id FROM owners WHERE id NOT IN (SELECT id FROM main.index_tenants) LIMIT 1`
