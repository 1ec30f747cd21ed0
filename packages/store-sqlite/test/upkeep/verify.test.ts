import { createLedger, orThrow } from '@partner-ledger/core'
import { type Checkpoint, outcomeUnknown } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { engine, type Engine, inMemory } from '../../src/file/engine.js'
import { openStore, sqliteStore } from '../../src/store.js'
import { tables } from '../../src/upkeep/verify-heads.js'
import type { VerifyProgress, VerifyReport } from '../../src/upkeep/verify.js'
import { sqliteError } from '../faults/faulty-engine.js'
import { heldAt } from '../checkpoints/sample-checkpoint.js'
import { leftOf, rightOf, sampleAppend, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const ledger = async (): Promise<string> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path })
  await rightOf(store.append('1', sampleAppends(1_200)))
  await rightOf(store.append('2', sampleAppends(5)))
  await rightOf(store.forget('1', 's1', 3, 2e12))
  await store.close()
  return path
}

const verified = async (path: string): Promise<VerifyReport> => {
  const store = sqliteStore({ path })
  const report = await rightOf(store.verify())
  await store.close()
  return report
}

/** The file as somebody left it who was not kept from it by triggers. */
const damaged = (path: string, sql: string): void => {
  const db = new Database(path)
  db.unsafeMode(true)
  db.pragma('writable_schema = ON')
  const kept = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[]
  db.exec('DROP TRIGGER events_no_delete; DROP TRIGGER events_no_update')
  db.exec(sql)
  if (!sql.includes('TRIGGER')) for (const trigger of kept) db.exec(trigger)
  db.close()
}

const damages = [
  ['facts', 7, "UPDATE events SET event_text = replace(event_text, 'kept', 'lost') WHERE position = 7"],
  ['facts', 8, 'UPDATE events SET version = 900 WHERE position = 8'],
  ['personal', 9, "UPDATE personal SET personal_text = 'somebody' WHERE position = 9"],
  ['personal', 2, "UPDATE personal SET personal_text = 'somebody' WHERE position = 2"],
  ['personal', 10, 'DELETE FROM personal WHERE position = 10'],
  ['body', 11, "UPDATE bodies SET bytes = x'00' WHERE position = 11"],
  ['body', 12, 'DELETE FROM bodies WHERE position = 12'],
  ['position', 14, 'DELETE FROM events WHERE position = 13'],
  ['position', 13, 'DELETE FROM events WHERE position = 13'],
  ['position', 1_205, 'DELETE FROM events WHERE position = 1205'],
  ['position', 3_000, 'INSERT INTO bodies VALUES (3000, NULL, NULL)'],
  ['version', 0, 'DELETE FROM events WHERE position = 1205'],
  ['stream', 0, "UPDATE streams SET name = 'else' WHERE id = 2"],
  ['stream', 2, "UPDATE streams SET name = 'else' WHERE id = 2"],
  ['stream', 0, 'DELETE FROM streams WHERE id = 2'],
  ['tenant', 0, 'UPDATE tenants SET head = 4 WHERE id = 1'],
  ['tenant', 0, 'DELETE FROM tenants WHERE id = 1'],
  ['epoch', 0, "UPDATE meta SET value = 'another'"],
  ['schema', 0, 'DROP TRIGGER IF EXISTS events_no_delete'],
  ['integrity', 0, "UPDATE sqlite_schema SET sql = replace(sql, 'bytes BLOB', 'bytes TEXT') WHERE name = 'bodies'"],
] as const

/** All but the one that changes the schema leave a database that is sound to SQLite itself. */
const changedValues = damages.map(([, , sql]) => sql).filter((sql) => !sql.includes('sqlite_schema'))

describe('verify', () => {
  it('finds nothing in a sound log, and says how far it is', async () => {
    const store = sqliteStore({ path: await ledger() })
    const progress: VerifyProgress[] = []
    const report = await rightOf(store.verify({ onProgress: (step) => progress.push(step) }))
    expect(report).toEqual({ events: 1_205, streams: 6, tenants: 2, isSound: true, findings: [], findingCount: 0 })
    expect(progress.filter(({ step }) => step === 'events')).toEqual([
      { step: 'events', done: 500, total: 1_205 },
      { step: 'events', done: 1_000, total: 1_205 },
      { step: 'events', done: 1_205, total: 1_205 },
    ])
    expect(progress.at(-1)).toEqual({ step: 'tables', done: tables.length, total: tables.length })
    await store.close()
  })

  it.each(damages)(
    'finds damage of the kind %s at %i after %s',
    { tags: 'fault:verify' },
    async (kind, position, sql) => {
      const path = await ledger()
      damaged(path, sql)
      const report = await verified(path)
      expect(report.isSound).toBe(false)
      expect(report.findings.map((found) => `${found.kind} ${found.position}`)).toContain(`${kind} ${position}`)
      expect(report.findingCount).toBe(report.findings.length)
      figures({ rounds: 1, found: 1 })
    },
  )

  it(
    'finds none of it without checksums and heads, as SQLite’s own check does: sabotage',
    { tags: 'twin:verify' },
    async () => {
      let unseen = 0
      for (const sql of changedValues) {
        const path = await ledger()
        damaged(path, sql)
        const db = new Database(path)
        if (db.pragma('integrity_check', { simple: true }) === 'ok') unseen += 1
        db.close()
      }
      expect(unseen).toBe(changedValues.length)
    },
  )

  it('finds a checkpoint beyond the head of its tenant, and none of another epoch', async () => {
    const store = sqliteStore({ path: await ledger() })
    const put = async (name: string, tenant: string, checkpoint: Checkpoint): Promise<void> => {
      await rightOf(store.checkpoints.put({ name, tenant }, 0, checkpoint))
    }
    const progress: VerifyProgress[] = []
    await put('another log', '1', { epoch: 'another', position: 9_999, replayUntil: 0 })
    await put('at the head', '1', await heldAt(store, 1_200))
    await put('at the start', 'nobody', await heldAt(store, 0))
    const onProgress = (step: VerifyProgress): void => void progress.push(step)
    expect((await rightOf(store.verify({ onProgress }))).findings).toEqual([])
    expect(progress).toContainEqual({ step: 'checkpoints', done: 3, total: 3 })
    await put('beyond', '1', await heldAt(store, 1_201))
    await put('beyond', 'nobody', await heldAt(store, 1))
    const report = await rightOf(store.verify())
    expect(report.findings.map(({ kind, position }) => [kind, position])).toEqual([
      ['checkpoint', 1_201],
      ['checkpoint', 1],
    ])
    expect(report.isSound).toBe(false)
    await store.close()
  })

  it('reports an id that two memberships of a tenant have, which is no damage', async () => {
    const store = sqliteStore({ path: ':memory:' })
    for (const [tenant, stream, id] of [
      ['1', 'membership/a', 'same'],
      ['1', 'membership/b', 'other'],
      ['1', 'membership/c', 'same'],
      ['1', 'notices/a', 'same'],
      ['2', 'membership/a', 'same'],
    ] as const)
      await rightOf(store.append(tenant, [sampleAppend(stream, id)]))
    const report = await rightOf(store.verify())
    expect(report.findings).toEqual([{ kind: 'same-id', position: 3, detail: 'the id of position 1' }])
    expect(report.isSound).toBe(true)
    await store.close()
  })

  it('finds nothing to look at in a quarantine, whose entries all begin with the same id', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const ledger = createLedger({ store })
    for (const body of ['{', '[', '{"'])
      expect(await orThrow(ledger.ingest(body))).toMatchObject({ _tag: 'Quarantined' })
    expect(await rightOf(store.verify())).toMatchObject({ events: 3, isSound: true, findings: [] })
    await store.close()
  })

  it('ends when it is told to, and when the store is closed', async () => {
    const store = sqliteStore({ path: await ledger() })
    const abort = new AbortController()
    const aborted = leftOf(store.verify({ signal: abort.signal, onProgress: () => abort.abort() }))
    expect(await aborted).toMatchObject({ _tag: 'Unavailable', reason: 'aborted' })
    const running = leftOf(store.verify())
    await store.close()
    expect(await running).toMatchObject({ _tag: 'StoreClosed' })
  })

  it('answers where there is no room for a database in memory, and where its callback throws', async () => {
    const path = await ledger()
    let isOpen = false
    const noRoom: Engine = (file, options) => {
      if (file === inMemory && isOpen) throw sqliteError('SQLITE_NOMEM')
      return engine(file, options)
    }
    const store = openStore({ path }, noRoom)
    isOpen = true
    expect(await leftOf(store.verify())).toMatchObject({ _tag: 'Unavailable', reason: 'SQLITE_NOMEM' })
    await store.close()
    const roomy = sqliteStore({ path })
    const onProgress = (): never => {
      throw new TypeError('of the host')
    }
    expect(await leftOf(roomy.verify({ onProgress }))).toEqual(outcomeUnknown('TypeError'))
    await roomy.close()
  })
})
