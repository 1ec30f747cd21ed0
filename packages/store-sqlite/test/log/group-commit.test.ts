import { describe, expect, it } from 'vitest'

import { openStore } from '../../src/store.js'
import { faultyEngine } from '../faults/faulty-engine.js'
import { eventsOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const counted = (): { store: ReturnType<typeof openStore>; count: (statement: string) => number } => {
  const engine = faultyEngine()
  const ran: string[] = []
  const store = openStore({ path: `${temporaryFolder()}/ledger.db` }, engine.open)
  engine.fault = { before: (sql) => void ran.push(sql) }
  return { store, count: (statement) => ran.filter((sql) => sql === statement).length }
}

describe('group commit', () => {
  it('gathers concurrent calls in one transaction, without a savepoint for any', async () => {
    const { store, count } = counted()
    const calls = Array.from({ length: 64 }, (_, n) => tagsOf(store.append(`${n % 2}`, [sampleAppend('s', `e${n}`)])))
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['appended']))
    expect([count('BEGIN IMMEDIATE'), count('COMMIT'), count('SAVEPOINT one_call')]).toEqual([1, 1, 0])
    await store.close()
  })

  it('gathers those who come back after a commit, but makes no call wait for another', async () => {
    const { store, count } = counted()
    const caller = async (name: number): Promise<void> => {
      for (let n = 0; n < 5; n += 1) await rightOf(store.append('1', [sampleAppend('s', `e${name}-${n}`)]))
    }
    await Promise.all([1, 2, 3, 4].map(caller))
    expect(count('COMMIT')).toBe(5)
    await caller(9)
    expect(count('COMMIT')).toBe(10)
    await store.close()
  })

  it('splits a crowd into transactions of 1,000 appends, and never a call', async () => {
    const { store, count } = counted()
    const call = (n: number): Promise<string> => tagsOf(store.append('1', sampleAppends(n)))
    await Promise.all([call(600), call(600), call(2_000), call(1)])
    expect(count('COMMIT')).toBe(4)
    await store.close()
  })

  it('answers each call of a group by what the earlier ones stored', async () => {
    const { store } = counted()
    const expecting = (id: string, expected: number): Promise<string> =>
      tagsOf(store.append('1', [{ ...sampleAppend('s', id), expected }]))
    const calls = [expecting('a', 0), expecting('b', 0), expecting('a', 5), expecting('c', 1)]
    expect(await Promise.all(calls)).toEqual(['appended', 'conflict', 'duplicate', 'appended'])
    await store.close()
  })

  it('stores what was given, whatever the caller does to it afterwards', async () => {
    const { store } = counted()
    const append = sampleAppend('s', 'e')
    const body = append.event.body ?? new Uint8Array()
    const call = store.append('1', [append])
    body.fill(0)
    Object.assign(append.event.facts, { customerId: 8 })
    await rightOf(call)
    expect(Buffer.from((await rightOf(store.body('1', 1))) ?? []).toString()).toBe('body-x')
    expect((await eventsOf(store.readAll('1', 0, 1)))[0]?.facts['customerId']).toBe(7)
    await store.close()
  })
})
