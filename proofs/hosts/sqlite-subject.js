// The SQLite store for the conformance kit, as a host has it: from its packages alone.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sqliteStore } from '@partner-ledger/store-sqlite'
import Database from 'better-sqlite3'

const own = 'the tests of the package itself hand in an engine that fails'

const noCheckpoint = { epoch: 'none', position: 0, replayUntil: 0 }

/** @type {import('@partner-ledger/store-conformance').Subject} */
export const sqliteSubject = {
  name: 'sqliteStore',
  durability: 'disk',
  declines: {
    startWriter: own,
    damage: own,
    damageIndex: own,
    damageCheckpoint: own,
    fillUp: own,
    forbidWrites: own,
    loseAnswers: own,
    misconfigure: own,
  },
  open: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'partner-ledger-host-'))
    const path = join(folder, 'ledger.db')
    /** @type {number | undefined} */
    let now
    return {
      handle: async () => sqliteStore({ path, busyMs: 500, pollMs: 20, clock: () => now ?? Date.now() }),
      dispose: async () => rmSync(folder, { recursive: true }),
      reopen: async () => {},
      setClock: (to) => {
        now = to
      },
      durabilityInForce: async () => {
        const store = sqliteStore({ path })
        const place = { name: crypto.randomUUID(), tenant: 'durability' }
        /** @type {unknown} */
        let synchronous
        const put = await store.putWith({ place, expected: 0, checkpoint: noCheckpoint }, (db) => {
          synchronous = db.pragma('main.synchronous', { simple: true })
        })
        await store.close()
        return put._tag === 'Right' && synchronous === 2 ? 'disk' : 'none'
      },
      bytesAtRest: async () => [
        spawnSync(
          'cat',
          ['', '-wal', '-shm'].map((part) => path + part).filter((file) => existsSync(file)),
          {
            maxBuffer: 2 ** 30,
          },
        ).stdout,
      ],
      anotherProcess: async () => ({ store: sqliteStore({ path, busyMs: 500 }), wakeWithinMs: 2000 }),
      block: async () => {
        const other = new Database(path)
        other.exec('BEGIN IMMEDIATE')
        return async () => {
          other.close()
        }
      },
    }
  },
}
