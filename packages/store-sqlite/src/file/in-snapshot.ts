import type { Handle } from './connection.js'

/** Runs reads in one transaction, so that all of them read one moment; inside a transaction they do so anyway. */
export const inSnapshot = <A>({ db, statements }: Handle, read: () => A): A => {
  if (db.inTransaction) return read()
  statements.beginRead.run()
  try {
    return read()
  } finally {
    if (db.inTransaction) statements.rollback.run()
  }
}
