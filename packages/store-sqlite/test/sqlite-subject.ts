import { join } from 'node:path'

import type {
  CheckpointDamage,
  Damage,
  EventPlace,
  IndexDamage,
  StoreUnderTest,
  Subject,
} from '@partner-ledger/store-conformance'
import { forkWriter } from '@partner-ledger/store-conformance'
import Database from 'better-sqlite3'

import { openStore } from '../src/store.js'
import { type FaultyEngine, faultyEngine, sqliteError } from './faults/faulty-engine.js'
import { worker } from './scale.js'
import { bytesOf, newFolder, removeFolder } from './temporary-folder.js'

/** The SQLite store with every capability that the kit knows. */
export const sqliteSubject: Subject = {
  name: 'sqliteStore',
  durability: 'disk',
  open: async () => {
    const folder = newFolder()
    return underTest(join(folder, 'ledger.db'), () => removeFolder(folder))
  },
}

const underTest = (path: string, remove: () => void): StoreUnderTest => {
  const engine = faultyEngine()
  let now: number | undefined
  return {
    handle: async () => openStore({ path, busyMs: 500, pollMs: 20, clock: () => now ?? Date.now() }, engine.open),
    dispose: async () => remove(),
    reopen: async () => {},
    setClock: (to) => {
      now = to
    },
    durabilityInForce: async () => (live(engine).every(isDurable) ? 'disk' : 'none'),
    bytesAtRest: async () => [bytesOf(path), await bytesOfBackup(path)],
    startWriter: (job) => forkWriter(worker('writer'), [path], job),
    damage: async (kind, event) => {
      damage(path, kind, event)
    },
    damageIndex: async (kind, tenant, stream) => {
      const db = new Database(path)
      for (const sql of indexDamages[kind]) db.prepare(sql).run({ tenant, stream })
      db.close()
    },
    damageCheckpoint: async (kind, place) => {
      const db = new Database(path)
      db.prepare(checkpointDamages[kind]).run(place)
      db.close()
    },
    findings: async () => {
      const store = openStore({ path }, faultyEngine().open)
      const verified = await store.verify()
      await store.close()
      if (verified._tag === 'Left') throw new Error(`verify answered ${verified.left._tag}`)
      return verified.right.findings.length
    },
    fillUp: async () => {
      for (const db of live(engine)) db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
      return async () => {
        for (const db of live(engine)) db.pragma('max_page_count = 4294967294')
      }
    },
    forbidWrites: async () => {
      for (const db of live(engine)) db.pragma('query_only = ON')
      return async () => {
        for (const db of live(engine)) db.pragma('query_only = OFF')
      }
    },
    misconfigure: async () => {
      renameTable(path, 'events', 'events_elsewhere')
      return async () => renameTable(path, 'events_elsewhere', 'events')
    },
    anotherProcess: async () => ({ store: openStore({ path, busyMs: 500 }, faultyEngine().open), wakeWithinMs: 2000 }),
    block: async () => {
      const other = new Database(path)
      other.exec('BEGIN IMMEDIATE')
      return async () => {
        other.close()
      }
    },
    loseAnswers: async () => {
      engine.fault = {
        after: (sql) => {
          if (sql === 'COMMIT') throw sqliteError('SQLITE_IOERR_FSYNC')
        },
      }
      return async () => {
        engine.fault = {}
      }
    },
  }
}

/** As an operator does who restores half of a file. */
const renameTable = (path: string, from: string, to: string): void => {
  const db = new Database(path)
  db.exec(`ALTER TABLE ${from} RENAME TO ${to}`)
  db.close()
}

/** The bytes of a backup that is made now. */
const bytesOfBackup = async (path: string): Promise<Uint8Array> => {
  const store = openStore({ path }, faultyEngine().open)
  const made = await store.backup(`${path}.copy`, { overwrite: true })
  await store.close()
  if (made._tag === 'Left') throw new Error(`backup answered ${made.left._tag}`)
  return bytesOf(`${path}.copy`)
}

const live = ({ opened }: FaultyEngine): readonly Database.Database[] => opened.filter(({ open }) => open)

const isDurable = (db: Database.Database): boolean =>
  db.pragma('journal_mode', { simple: true }) === 'wal' && db.pragma('synchronous', { simple: true }) === 2

/** Behind the store's back, and past the triggers that keep everyone else from it. */
const damage = (path: string, kind: Damage, { position }: EventPlace): void => {
  const db = new Database(path)
  db.exec('DROP TRIGGER IF EXISTS events_no_delete; DROP TRIGGER IF EXISTS events_no_update')
  for (const sql of damages[kind]) db.prepare(sql).run(position)
  db.close()
}

const flip = (column: string): string =>
  `substr(${column}, 1, 2) || char(unicode(substr(${column}, 3)) - 1) || substr(${column}, 4)`

const damages: Record<Damage, readonly string[]> = {
  'flip-facts': [`UPDATE events SET event_text = ${flip('event_text')} WHERE position = ?`],
  'flip-personal': [`UPDATE personal SET personal_text = ${flip('personal_text')} WHERE position = ?`],
  'flip-body': ["UPDATE bodies SET bytes = CAST(x'01' || substr(bytes, 2) AS BLOB) WHERE position = ?"],
  'drop-event': ['events', 'personal', 'bodies'].map((table) => `DELETE FROM ${table} WHERE position = ?`),
  'drop-personal': ['DELETE FROM personal WHERE position = ?'],
  'drop-body': ['DELETE FROM bodies WHERE position = ?'],
}

const ofTenant = '(SELECT id FROM index_tenants WHERE name = @tenant)'

const indexDamages: Record<IndexDamage, readonly string[]> = {
  'flip-row': [`UPDATE index_states SET state = state || ' ' WHERE tenant = ${ofTenant} AND stream = @stream`],
  'drop-row': ['index_rows', 'index_states'].map(
    (table) => `DELETE FROM ${table} WHERE tenant = ${ofTenant} AND stream = @stream`,
  ),
  'move-mark': ["UPDATE index_tenants SET position = position + 1 WHERE name = @tenant AND @stream <> ''"],
}

const checkpointDamages: Record<CheckpointDamage, string> = {
  'flip-checkpoint': 'UPDATE checkpoints SET position = position + 1 WHERE name = @name AND tenant = @tenant',
  'drop-checkpoint': 'DELETE FROM checkpoints WHERE name = @name AND tenant = @tenant',
}
