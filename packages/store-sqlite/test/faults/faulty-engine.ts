import Database from 'better-sqlite3'

import { engine, type Engine, inMemory } from '../../src/file/engine.js'

/** Called before and after each statement that runs; what it throws is thrown in the statement's place. */
export interface Fault {
  before?(sql: string, db: Database.Database): void
  after?(sql: string, db: Database.Database): void
}

/** A real engine whose statements fail as `fault` says, with every database that it opened. */
export interface FaultyEngine {
  readonly open: Engine
  readonly opened: Database.Database[]
  fault: Fault
}

/** What SQLite throws. */
export const sqliteError = (code: string): Error => new Database.SqliteError('as it was told', code)

export const faultyEngine = (): FaultyEngine => {
  const faulty: FaultyEngine = {
    opened: [],
    fault: {},
    open: (path, options) => {
      const db = engine(path, options)
      // One in memory is opened to see that the engine is there, and closed at once.
      if (path === inMemory) return db
      faulty.opened.push(db)
      const prepare = db.prepare.bind(db) as (sql: string) => Database.Statement
      const faultyPrepare = (sql: string): Database.Statement => wrapped(prepare(sql), sql, db, faulty)
      Object.defineProperty(db, 'prepare', { value: faultyPrepare })
      return db
    },
  }
  return faulty
}

const wrapped = (
  statement: Database.Statement,
  sql: string,
  db: Database.Database,
  faulty: FaultyEngine,
): Database.Statement => {
  for (const method of ['run', 'get', 'all', 'iterate'] as const) {
    const original = statement[method].bind<(...values: unknown[]) => unknown>(statement)
    const value = (...values: unknown[]): unknown => {
      faulty.fault.before?.(sql, db)
      const answer = original(...values)
      faulty.fault.after?.(sql, db)
      return answer
    }
    Object.defineProperty(statement, method, { value, configurable: true })
  }
  return statement
}
