import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { appendCall, appending } from '../../src/log/append-call.js'
import { earlyIds } from '../../src/schema/layout.js'
import { draftOf } from '../../src/log/draft.js'
import { prepareStatements, type Statements } from '../../src/schema/statements.js'
import { sqliteStore } from '../../src/store.js'
import { outcomesOf, rightOf, sampleAppend, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const length = 3 * earlyIds
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ids = Array.from({ length }, (_, n) => (n % 2 === 0 ? `id ${n}` : uuid(n)))

const withLongStream = async (): Promise<string> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path })
  for (const id of ids) expect(await tagsOf(store.append('1', [sampleAppend('long', id)]))).toBe('appended')
  await store.close()
  return path
}

describe('a stream of more ids than are looked through', () => {
  it('knows each of them, at its version, and takes them all in another stream', async () => {
    const store = sqliteStore({ path: await withLongStream() })
    for (const [index, id] of ids.entries()) {
      const [outcome] = await outcomesOf(store.append('1', [sampleAppend('long', id)]))
      expect(outcome).toMatchObject({ _tag: 'duplicate', version: index + 1 })
    }
    for (const id of ids) expect(await tagsOf(store.append('1', [sampleAppend('other', id)]))).toBe('appended')
    expect((await rightOf(store.verify())).findings).toEqual([])
    await store.close()
  })

  /** What an append of each known id is answered, by a store whose statements are these. */
  const answers = async (broken: (statements: Statements) => Statements): Promise<ReadonlySet<number>> => {
    const db = new Database(await withLongStream())
    const statements = broken(prepareStatements(db))
    const appended = new Set<number>()
    for (const [index, id] of ids.entries()) {
      db.exec('BEGIN')
      const call = { tenant: '1', drafts: [draftOf(sampleAppend('long', id))] }
      const answer = appendCall(statements, appending(), call, Date.now)
      db.exec('ROLLBACK')
      const outcomes = answer._tag === 'Right' && 'outcomes' in answer.right ? answer.right.outcomes : []
      if (outcomes[0]?._tag === 'appended') appended.add(index + 1)
    }
    db.close()
    return appended
  }

  /** A look-up that finds the stream, and no id in the cell of the early ones (3) or in that of the late ones (4). */
  const blindIn =
    (cell: number) =>
    (statements: Statements): Statements => ({
      ...statements,
      streamAndId: {
        get: (...values: Parameters<Statements['streamAndId']['get']>) =>
          statements.streamAndId.get(...values)?.map((value, index) => (index === cell ? null : value)),
      } as unknown as Statements['streamAndId'],
    })

  it('would take the early ones again if nobody looked for them: sabotage', async () => {
    expect(await answers((statements) => statements)).toEqual(new Set())
    const early = new Set(Array.from({ length: earlyIds }, (_, n) => n + 1))
    expect(await answers(blindIn(3))).toEqual(early)
  })

  it('would have the late ones refused by their index if nobody looked for them: sabotage', async () => {
    const blind = answers(blindIn(4))
    await expect(blind).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' })
  })

  it('has an index of the late ones alone', async () => {
    const db = new Database(await withLongStream())
    const plan = (sql: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())
    expect(plan(`SELECT * FROM events WHERE stream = 1 AND id = 'x' AND version > ${earlyIds}`)).toContain('late_id')
    expect(plan("SELECT * FROM events WHERE stream = 1 AND id = 'x'")).not.toContain('late_id')
    db.close()
  })
})
