import type { Database, Statement } from 'better-sqlite3'

import type { Cell } from '../schema/checksum.js'
import { indexColumns } from './index-rows.js'
import { indexTenantColumns } from './index-tenants.js'
import { perConnection } from '../file/per-connection.js'
import { ownStatement } from '../schema/own-statement.js'
import { tenantState } from '../schema/page-sql.js'
import type { Row } from '../schema/statements.js'

type Query<Parameters extends unknown[]> = Statement<Parameters, Row>

/** Every statement of the membership index, prepared once a connection. */
export interface IndexStatements {
  /** The epoch, the tenant of the log, and the tenant of the index. */
  readonly state: Query<[name: string, name: string]>
  readonly tenantByName: Query<[name: string]>
  /** The number of the next tenant: after every tenant, and after rows that a cleared tenant left. */
  readonly nextTenant: Query<[]>
  readonly insertTenant: Statement<[cells: readonly Cell[]]>
  /** The cells after the number, then the number that the row has. The first cell is the number that it gets. */
  readonly updateTenant: Statement<[cells: readonly Cell[]]>
  readonly tenantsFrom: Query<[id: number, limit: number]>
  readonly rowsAfter: Query<[tenant: number, loyalty: number, partner: number, customer: number, limit: number]>

  /** The personal values of the row at a key, and the checksum of its state. */
  readonly rowAtKey: Query<[tenant: number, loyalty: number, partner: number, customer: number]>
  /** A row that has these cells already stays as it is, and so do the indexes of the table. */
  readonly putRow: Statement<[cells: readonly Cell[]]>
  readonly updateState: Statement<[state: string, checksum: number, tenant: number, stream: string]>
  readonly insertState: Statement<[cells: readonly Cell[]]>
  readonly lastPersonal: Query<[]>
  readonly insertPersonal: Statement<[cells: readonly Cell[]]>
  readonly emptyPersonal: Statement<[id: number]>

  readonly leftRows: Query<[limit: number]>
  readonly deleteRow: Statement<[tenant: number, loyalty: number, partner: number, customer: number]>
  readonly deleteState: Statement<[tenant: number, stream: string]>

  /** A statement for this text, which is prepared once: queries have few shapes. */
  select(sql: string): Query<Cell[]>
}

/** The tables of whole rows, also of those whose state is missing; conditions and an order come after them. */
export const wholeRows = (rows: string): string =>
  `SELECT ${indexColumns.join(', ')} FROM ${rows}
   LEFT JOIN main.index_states s ON s.tenant = r.tenant AND s.stream = r.stream
   LEFT JOIN main.index_personal p ON p.id = r.personal`

/** The id of the tenant of the name bound here. */
export const tenantId = '(SELECT id FROM main.index_tenants WHERE name = ?)'

/** The rows of the streams of a JSON array: one statement for all costs half of one for each. */
export const rowsOfStreams = `SELECT ${indexColumns.join(', ')} FROM json_each(?)
  CROSS JOIN main.index_states s ON s.tenant = ${tenantId} AND s.stream = value
  LEFT JOIN main.index_rows r USING (tenant, loyalty_program, partner_program, customer)
  LEFT JOIN main.index_personal p ON p.id = r.personal`

const keyIs = 'tenant = ? AND loyalty_program = ? AND partner_program = ? AND customer = ?'

const valueColumns = [
  ...['stream', 'open', 'tier', 'number_hash', 'expiry_date', 'expiry_time', 'expiry_instant', 'end_unknown'],
  ...['reminded', 'anomalies', 'personal'],
]

const values = `(${valueColumns.join(', ')})`

const newValues = `(${valueColumns.map((column) => `excluded.${column}`).join(', ')})`

const prepareIndexStatements = (db: Database): IndexStatements => {
  const query = <P extends unknown[]>(sql: string): Query<P> => ownStatement<P, Row>(db, sql).raw()
  const change = <P extends unknown[]>(sql: string): Statement<P> => ownStatement<P>(db, sql)
  const selects = new Map<string, Query<Cell[]>>()
  const tenants = `SELECT ${indexTenantColumns.join(', ')} FROM main.index_tenants i`
  return {
    state: query(tenantState(`, ${indexTenantColumns.join(', ')}`, ' LEFT JOIN main.index_tenants i ON i.name = ?')),
    tenantByName: query(`${tenants} WHERE i.name = ?`),
    nextTenant: query(
      `SELECT 1 + max(coalesce((SELECT max(id) FROM main.index_tenants), 0),
       coalesce((SELECT max(tenant) FROM main.index_rows), 0))`,
    ),
    insertTenant: change('INSERT INTO main.index_tenants VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    updateTenant: change(
      `UPDATE main.index_tenants SET (id, name, epoch, position, event_id, fold_version, row_count, row_sum, checksum) =
       (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`,
    ),
    tenantsFrom: query(`${tenants} WHERE i.id >= ? ORDER BY i.id LIMIT ?`),
    rowsAfter: query(
      `${wholeRows('main.index_rows r')} WHERE r.tenant = ?
       AND (r.loyalty_program, r.partner_program, r.customer) > (?, ?, ?)
       ORDER BY r.loyalty_program, r.partner_program, r.customer LIMIT ?`,
    ),

    rowAtKey: query(
      `SELECT r.personal, p.number, p.personal_text, s.checksum FROM main.index_rows r
       LEFT JOIN main.index_states s ON s.tenant = r.tenant AND s.stream = r.stream
       LEFT JOIN main.index_personal p ON p.id = r.personal
       WHERE r.tenant = ? AND r.loyalty_program = ? AND r.partner_program = ? AND r.customer = ?`,
    ),
    putRow: change(
      `INSERT INTO main.index_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ${values} = ${newValues} WHERE ${values} IS NOT ${newValues}`,
    ),
    updateState: change('UPDATE main.index_states SET state = ?, checksum = ? WHERE tenant = ? AND stream = ?'),
    insertState: change('INSERT INTO main.index_states VALUES (?, ?, ?, ?, ?, ?, ?)'),
    lastPersonal: query('SELECT max(id) FROM main.index_personal'),
    insertPersonal: change('INSERT INTO main.index_personal VALUES (?, ?, ?, ?)'),
    emptyPersonal: change(
      'UPDATE main.index_personal SET number = NULL, personal_text = NULL, checksum = NULL WHERE id = ?',
    ),

    leftRows: query(
      `SELECT tenant, loyalty_program, partner_program, customer, stream, personal FROM main.index_rows
       WHERE tenant = (${leftTenant}) LIMIT ?`,
    ),
    deleteRow: change(`DELETE FROM main.index_rows WHERE ${keyIs}`),
    deleteState: change('DELETE FROM main.index_states WHERE tenant = ? AND stream = ?'),

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

/** A tenant of rows that is not in the index, looked up by one step a tenant. */
const leftTenant = `WITH RECURSIVE owners (id) AS (
    SELECT min(tenant) FROM main.index_rows
    UNION ALL SELECT (SELECT min(tenant) FROM main.index_rows WHERE tenant > owners.id) FROM owners
    WHERE owners.id IS NOT NULL
  ) SELECT id FROM owners WHERE id NOT IN (SELECT id FROM main.index_tenants) LIMIT 1`
