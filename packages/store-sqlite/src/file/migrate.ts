import type { Database } from 'better-sqlite3'

import { refusal } from '../errors.js'
import { renewEpoch } from './epoch.js'
import { ownStatement } from '../schema/own-statement.js'
import { applicationId, migrations } from '../schema/schema.js'

/**
 * The version of the file, 0 where it is empty. Throws CannotOpen where it holds something else, or a ledger of a later
 * version. Writes nothing, and looks at one moment: somebody else may be making the file a ledger.
 */
export const versionOf = (db: Database, newest = migrations.length): number =>
  db
    .transaction(() => {
      const application = number(db, 'application_id')
      const version = number(db, 'user_version')
      if (application === 0 && version === 0 && isEmpty(db)) return 0
      if (application !== applicationId) throw refusal('not-a-ledger', 'the file is of another program')
      if (version > newest) throw refusal('newer', `version ${version} of the file`)
      if (version < 1) throw refusal('damaged', `version ${version} of the file`)
      return version
    })
    .deferred()

/** Brings the file to the present version in one immediate transaction: all the steps, or none of them. */
export const migrate = (db: Database, steps: readonly string[] = migrations): void => {
  db.transaction(() => {
    const version = versionOf(db, steps.length)
    if (version === steps.length) return
    for (const step of steps.slice(version)) db.exec(step)
    if (version === 0) renewEpoch(db)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${steps.length}`)
  }).immediate()
}

const number = (db: Database, pragma: string): number => Number(db.pragma(pragma, { simple: true }))

const isEmpty = (db: Database): boolean =>
  ownStatement(db, 'SELECT 1 FROM main.sqlite_schema LIMIT 1').get() === undefined
