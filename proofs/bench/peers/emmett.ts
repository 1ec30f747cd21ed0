import type * as Emmett from '@event-driven-io/emmett-sqlite'
import type { SQLiteConnection, SQLiteEventStore } from '@event-driven-io/emmett-sqlite'

import { Absent } from '../harness/figure.js'
import { builtSqlite3 } from './bring-peers.js'

/** Emmett's SQLite store on a file. */
export interface EmmettFile {
  readonly store: SQLiteEventStore
  /** The one connection, where there is one. */
  readonly connection: SQLiteConnection | undefined
  close(): Promise<void>
}

/** `singleton`: all calls share a connection, which is the faster way; else each call opens its own, as it is shipped. */
export const openEmmett = async (fileName: string, singleton: boolean): Promise<EmmettFile> => {
  const { getSQLiteEventStore, SQLiteConnectionPool, sqliteConnection } = await emmettSqlite()
  const connection = singleton ? sqliteConnection({ fileName }) : undefined
  const pool = SQLiteConnectionPool(
    connection === undefined ? { fileName } : { fileName, connectionOptions: { singleton: true, connection } },
  )
  const store = getSQLiteEventStore({ fileName, pool, schema: { autoMigration: 'CreateOrUpdate' } })
  await store.schema.migrate()
  await pool.withConnection(checkDurability)
  return { store, connection, close: () => pool.close() }
}

const emmettSqlite = async (): Promise<typeof Emmett> => {
  builtSqlite3()
  try {
    return await import('@event-driven-io/emmett-sqlite')
  } catch (error) {
    throw new Absent(`not installed here (${error instanceof Error && 'code' in error ? String(error.code) : 'error'})`)
  }
}

/** A peer that does not wait for the disk would be compared with one that does. */
const checkDurability = async (connection: SQLiteConnection): Promise<void> => {
  const [answer] = await connection.query<{ readonly synchronous: number }>('PRAGMA synchronous')
  if (answer?.synchronous !== 2) throw new Absent(`does not run at synchronous=FULL (${answer?.synchronous ?? '?'})`)
}
