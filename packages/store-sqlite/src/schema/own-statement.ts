import type { Database, Statement } from 'better-sqlite3'

/**
 * Prepares a statement of the store's own. It reads integers as numbers, also after a projection of the host set
 * `defaultSafeIntegers` on the connection. Its tables are named with `main.`, so that no temporary table hides them.
 */
export const ownStatement = <Parameters extends unknown[], Result = unknown>(
  db: Database,
  sql: string,
): Statement<Parameters, Result> => db.prepare<Parameters, Result>(sql).safeIntegers(false)
