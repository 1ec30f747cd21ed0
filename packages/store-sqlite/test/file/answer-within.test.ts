import type { Answer, EventStore } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { eventsOf, leftOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

/** A store whose lock another process holds, and how to let go of it. */
const locked = async (answerWithin: number): Promise<{ store: SqliteStore; path: string; release: () => void }> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path, busyMs: 60_000, answerWithin })
  await rightOf(store.append('1', sampleAppends(3)))
  const other = new Database(path)
  other.exec('BEGIN IMMEDIATE')
  return { store, path, release: () => void other.close() }
}

const calls: Readonly<Record<string, (store: SqliteStore) => Answer<unknown>>> = {
  append: (store) => store.append('1', [sampleAppend('s', 'late')]),
  forget: (store) => store.forget('1', 's0', 1, 2e12),
  'index.clear': (store) => store.index.clear('1'),
  'checkpoints.put': (store) =>
    store.checkpoints.put({ name: 'reader', tenant: '1' }, 0, { epoch: 'e', position: 1, id: 'e0', replayUntil: 0 }),
}

describe('a call that waits for the lock of another process', () => {
  it.each(Object.entries(calls))('%s is Unavailable in time, and never runs', async (_, call) => {
    const { store, release } = await locked(80)
    const before = performance.now()
    expect(await leftOf(call(store))).toMatchObject({ _tag: 'Unavailable' })
    expect(performance.now() - before).toBeLessThan(5_000)
    const log = await rightOf(store.readAll('1', 0, 10))
    release()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await rightOf(store.readAll('1', 0, 10))).toEqual(log)
    expect(await rightOf(store.checkpoints.list(undefined, 10))).toEqual([])
    await store.close()
  })

  it('is taken out of the queue at its deadline, behind a group that is still waiting', async () => {
    const { store, release } = await locked(150)
    const crowd = store.append('1', sampleAppends(1_000))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const queued = Array.from({ length: 5 }, (_, n) => store.append('1', [sampleAppend('s', `q${n}`)]))
    const tags = await Promise.all([crowd, ...queued].map(tagsOf))
    expect(new Set(tags)).toEqual(new Set(['Unavailable']))
    release()
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'next')]))).toBe('appended')
    expect((await eventsOf(store.readAll('1', 0, 10_000))).map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'next'])
    await store.close()
  })

  it('runs after its answer where it stays in the queue: sabotage', async () => {
    const { store, path, release } = await locked(60_000)
    const impatient: EventStore['append'] = (tenant, appends) => {
      const late = new Promise<Awaited<ReturnType<EventStore['append']>>>((resolve) => {
        setTimeout(() => resolve({ _tag: 'Left', left: { _tag: 'Unavailable', retryable: true, reason: 'late' } }), 50)
      })
      return Promise.race([store.append(tenant, appends), late])
    }
    expect(await tagsOf(impatient('1', [sampleAppend('s', 'late')]))).toBe('Unavailable')
    release()
    await store.close()
    const again = sqliteStore({ path })
    expect((await eventsOf(again.readAll('1', 0, 10))).map(({ id }) => id)).toContain('late')
    await again.close()
  })

  it('does not hold up a close', async () => {
    const { store, release } = await locked(100)
    const call = tagsOf(store.append('1', [sampleAppend('s', 'late')]))
    const before = performance.now()
    await store.close()
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(await call).toBe('Unavailable')
    release()
  })
})
