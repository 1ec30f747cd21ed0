import type { Database } from 'better-sqlite3'

/** Prepares statements at their first use, once a connection. */
export const perConnection = <Statements>(prepare: (db: Database) => Statements): ((db: Database) => Statements) => {
  const kept = new WeakMap<Database, Statements>()
  return (db) => {
    const statements = kept.get(db) ?? prepare(db)
    kept.set(db, statements)
    return statements
  }
}
