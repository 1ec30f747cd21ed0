import type { AppendAnswer, EventStore, Seen } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { openStore, sqliteStore } from '../../src/store.js'
import { faultyEngine } from '../faults/faulty-engine.js'
import { eventsOf, headOf, rightOf, sampleAppend, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const stream = 'persons'

/** What a caller has read of the stream. */
const seenOf = async (store: EventStore): Promise<Seen> => {
  const { epoch, events } = await rightOf(store.readStream('1', stream, 0, 100))
  const last = events.at(-1)
  return last === undefined ? { epoch, stream, version: 0 } : { epoch, stream, version: last.version, id: last.id }
}

/** The log before and after it went back and grew again: to the same version, by another event. */
const wentBack = async (): Promise<{ readonly store: EventStore; readonly before: Seen }> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path })
  await rightOf(store.append('1', [sampleAppend(stream, 'first')]))
  const plain = new Database(path)
  await plain.backup(`${path}.copy`)
  plain.close()
  await rightOf(store.append('1', [sampleAppend(stream, 'lost')]))
  const before = await seenOf(store)
  await store.close()
  const restored = sqliteStore({ path: `${path}.copy` })
  await rightOf(restored.append('1', [sampleAppend(stream, 'other')]))
  return { store: restored, before }
}

/** Compares the version alone. */
const byVersionAlone = (store: EventStore): EventStore => ({
  ...store,
  append: async (tenant, appends, seen) => {
    if (seen === undefined) return store.append(tenant, appends)
    const { id: _, ...known } = await seenOf(store)
    const mended = known.version === seen.version ? await seenOf(store) : seen
    return store.append(tenant, appends, mended)
  },
})

const appendSeen = (store: EventStore, seen: Seen): Promise<string> =>
  tagsOf(store.append('1', [sampleAppend('s', 'e')], seen))

describe('an append with what its caller has seen', () => {
  it('goes through where the stream stands there, also where it has no event', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const { epoch } = await rightOf(store.heads('', 1))
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'a')], { epoch, stream, version: 0 }))).toBe('appended')
    await rightOf(store.append('1', [sampleAppend(stream, 'p')]))
    expect(await appendSeen(store, await seenOf(store))).toBe('appended')
    await store.close()
  })

  it.each<readonly [string, (seen: Seen) => Seen]>([
    ['another epoch', (seen) => ({ ...seen, epoch: 'another' })],
    ['an earlier version', ({ id: _, ...seen }) => ({ ...seen, version: 0 })],
    ['a later version', (seen) => ({ ...seen, version: 9 })],
    ['another id', (seen) => ({ ...seen, id: 'another' })],
    ['no id', ({ id: _, ...seen }) => seen],
  ])('is stale and stores nothing where it saw %s, also for an id that is known', async (_, change) => {
    const store = sqliteStore({ path: ':memory:' })
    await rightOf(store.append('1', [sampleAppend(stream, 'p')]))
    const seen = change(await seenOf(store))
    for (const append of [sampleAppend('s', 'new'), sampleAppend(stream, 'p')]) {
      const answer: AppendAnswer = await rightOf(store.append('1', [append], seen))
      expect(answer).toEqual({ epoch: (await seenOf(store)).epoch, head: 1, stale: true })
    }
    expect(await headOf(store, '1')).toBe(1)
    await store.close()
  })

  it('is stale for whoever comes after an append of the same transaction', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const seen = await seenOf(store)
    const calls = [
      store.append('1', [sampleAppend('s', 'a')], seen),
      store.append('1', [sampleAppend(stream, 'p')]),
      store.append('1', [sampleAppend('s', 'b')], seen),
    ]
    expect(await Promise.all(calls.map(tagsOf))).toEqual(['appended', 'appended', 'stale'])
    expect((await eventsOf(store.readAll('1', 0, 9))).map(({ id }) => id)).toEqual(['a', 'p'])
    await store.close()
  })

  it('is stale where the log went back and grew again to the same version', async () => {
    const { store, before } = await wentBack()
    expect(await appendSeen(store, before)).toBe('stale')
    await store.close()
  })

  it('goes through there where the version alone is compared: sabotage', async () => {
    const { store, before } = await wentBack()
    expect(await appendSeen(byVersionAlone(store), before)).toBe('appended')
    await store.close()
  })

  it('is Corrupt where the last event of that stream is not what was stored', async () => {
    const path = `${temporaryFolder()}/ledger.db`
    const store = sqliteStore({ path })
    await rightOf(store.append('1', [sampleAppend(stream, 'p')]))
    const seen = await seenOf(store)
    const db = new Database(path)
    db.exec("DROP TRIGGER events_no_update; UPDATE events SET id = 'another'")
    db.close()
    expect(await appendSeen(store, seen)).toBe('Corrupt')
    await store.close()
  })
})

describe('the statements of one append', () => {
  it('are ten, one more with what its caller has seen, and those of a group share four', async () => {
    const engine = faultyEngine()
    const ran: string[] = []
    const store = openStore({ path: `${temporaryFolder()}/ledger.db` }, engine.open)
    for (const id of ['a', 'b']) await rightOf(store.append('1', [sampleAppend('s', id), sampleAppend(stream, id)]))
    const seen = await seenOf(store)
    engine.fault = { before: (sql) => void ran.push(sql) }
    const counted = async (calls: (n: number) => Parameters<EventStore['append']>, count: number): Promise<number> => {
      ran.length = 0
      const outcomes = await Promise.all(Array.from({ length: count }, (_, n) => tagsOf(store.append(...calls(n)))))
      expect(new Set(outcomes)).toEqual(new Set(['appended']))
      return ran.length
    }
    expect(await counted(() => ['1', [sampleAppend('s', 'c')]], 1)).toBe(10)
    expect(await counted(() => ['1', [sampleAppend('s', 'd')], seen], 1)).toBe(11)
    expect(await counted((n) => ['1', [sampleAppend('s', `e${n}`)], seen], 64)).toBe(64 * 5 + 6)
    await store.close()
  })
})
