import type { Database } from 'better-sqlite3'

import { checksumOf } from '../schema/checksum.js'
import { ownStatement } from '../schema/own-statement.js'
import type { Statements } from '../schema/statements.js'

/** Gives the log a new epoch, and answers it: another incarnation of it. */
export const renewEpoch = (db: Database): string => {
  const epoch = crypto.randomUUID()
  ownStatement<unknown[]>(db, 'INSERT OR REPLACE INTO main.meta (name, value, checksum) VALUES (?, ?, ?)').run(
    'epoch',
    epoch,
    checksumOf(['epoch', epoch], 0, 2),
  )
  return epoch
}

/** The epoch of the log; `undefined`: it is damaged. */
export const readEpoch = (statements: Statements): string | undefined => {
  const row = statements.meta.get('epoch')
  return row?.[2] === checksumOf(row ?? [], 0, 2) ? (row[1] as string) : undefined
}
