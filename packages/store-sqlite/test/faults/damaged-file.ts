import Database from 'better-sqlite3'

/** Changes a file behind the store's back, past the triggers that keep everyone else from it. */
export const damageFile = (path: string, ...sql: readonly string[]): void => {
  const db = new Database(path)
  db.exec('DROP TRIGGER IF EXISTS events_no_delete; DROP TRIGGER IF EXISTS events_no_update')
  for (const statement of sql) db.exec(statement)
  db.close()
}
