import { cannotOpen, LedgerError } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { renewEpoch } from './epoch.js'
import { applicationId, migrations } from './schema.js'

/** Throws CannotOpen for a file that holds something else, or a ledger of a later version. Writes nothing. */
export const refuseForeign = (db: Database, newest = migrations.length): void => {
  const application = number(db, 'application_id')
  const version = number(db, 'user_version')
  if (application === 0 && version === 0 && isEmpty(db)) return
  if (application !== applicationId) throw new LedgerError(cannotOpen('not-a-ledger', 'the file is of another program'))
  if (version > newest) throw new LedgerError(cannotOpen('newer', `version ${version} of the file`))
  if (version < 1) throw new LedgerError(cannotOpen('damaged', `version ${version} of the file`))
}

/** Brings the file to the present version in one immediate transaction: all the steps, or none of them. */
export const migrate = (db: Database, steps: readonly string[] = migrations): void => {
  db.transaction(() => {
    refuseForeign(db, steps.length)
    const version = number(db, 'user_version')
    if (version === steps.length) return
    for (const step of steps.slice(version)) db.exec(step)
    if (version === 0) renewEpoch(db)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${steps.length}`)
  }).immediate()
}

const number = (db: Database, pragma: string): number => Number(db.pragma(pragma, { simple: true }))

const isEmpty = (db: Database): boolean => db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
