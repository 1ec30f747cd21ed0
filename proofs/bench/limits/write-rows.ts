import type { Database } from 'better-sqlite3'

import type { Cell, DeliveryRows } from './delivery-rows.js'

/** Writes deliveries whose rows are known: no look-up, no checksum, nothing that could be left out. */
export interface RowWriter {
  /** All of them in one immediate transaction. */
  write(rows: readonly DeliveryRows[]): void
}

export const rowWriter = (db: Database): RowWriter => {
  const insert = (table: string): ((cells: readonly Cell[]) => void) => {
    const { length } = db.pragma(`table_info(${table})`) as readonly unknown[]
    const statement = db.prepare<[readonly Cell[]]>(`INSERT INTO ${table} VALUES (${Array(length).fill('?').join()})`)
    return (cells) => statement.run(cells)
  }
  const [event, personal, body, stream, tenant] = ['events', 'personal', 'bodies', 'streams', 'tenants'].map(insert)
  const moveStream = db.prepare<[number, number]>('UPDATE streams SET head = ?, checksum = 0 WHERE id = ?')
  const moveTenant = db.prepare<[number, number, number]>(
    'UPDATE tenants SET head = ?, recorded_at = ?, checksum = 0 WHERE id = ?',
  )
  const begin = db.prepare<[]>('BEGIN IMMEDIATE')
  const commit = db.prepare<[]>('COMMIT')
  return {
    write: (rows) => {
      begin.run()
      for (const row of rows) {
        event?.(row.event)
        personal?.(row.personal)
        body?.(row.body)
        if (row.stream.begins === undefined) moveStream.run(row.stream.version, row.stream.id)
        else stream?.(row.stream.begins)
        if (row.tenant.begins === undefined) moveTenant.run(Number(row.event[0]), row.tenant.recordedAt, row.tenant.id)
        else tenant?.(row.tenant.begins)
      }
      commit.run()
    },
  }
}
