// Reads, then writes, in a transaction that begins as a reader: what BEGIN IMMEDIATE is there to avoid.
import { existsSync, writeFileSync } from 'node:fs'

import Database from 'better-sqlite3'

const [, , path = '', name = '', count = '0'] = process.argv
const db = new Database(path, { timeout: 100 })
const seen = db.prepare('SELECT max(position) FROM bodies')
const put = db.prepare('INSERT INTO bodies VALUES (?, NULL, NULL)')
let busy = 0

/** All of them begin at once, however slowly they were started. */
writeFileSync(`${path}.${name}`, '')
while (![0, 1, 2, 3, 4, 5, 6, 7].every((other) => existsSync(`${path}.${other}`))) await new Promise(setImmediate)

for (let n = 0; n < Number(count); n += 1) {
  try {
    db.exec('BEGIN')
    seen.get()
    await new Promise(setImmediate)
    put.run(1_000_000 * (Number(name) + 1) + n)
    db.exec('COMMIT')
  } catch (error) {
    if (!String(error.code).startsWith('SQLITE_BUSY')) throw error
    busy += 1
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}
db.close()
console.log(JSON.stringify({ busy }))
