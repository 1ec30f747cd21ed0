import type { Append, NewEvent } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { eventsOf, rightOf, sampleEvent, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

/** An object whose properties are good when they are read for the first time, and bad from then on. */
const onceGood = <A extends object>(good: A, bad: Partial<Record<keyof A, unknown>>): A => {
  const read = new Set<string | symbol>()
  return new Proxy(good, {
    get: (target, name) => {
      const isFirst = !read.has(name)
      read.add(name)
      return isFirst || !(name in bad) ? Reflect.get(target, name) : bad[name as keyof A]
    },
  })
}

describe('the arguments of an append', () => {
  it('are read once: what was checked is what is stored', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const event: NewEvent = onceGood(sampleEvent('good'), { id: 7, type: 'x'.repeat(300), occurredAt: NaN, schema: 0 })
    const append: Append = onceGood({ stream: 's', expected: 0, event }, { stream: '', expected: -1, event: null })
    expect(await tagsOf(store.append('1', [append]))).toBe('appended')
    const { body: _, ...stored } = sampleEvent('good')
    expect(await eventsOf(store.readAll('1', 0, 9))).toMatchObject([{ ...stored, stream: 's', version: 1 }])
    await store.close()
  })

  it('are copied, also what was seen, before the call waits for a lock', async () => {
    const path = `${temporaryFolder()}/ledger.db`
    const store = sqliteStore({ path })
    const { epoch } = await rightOf(store.heads('', 1))
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    const seen = { epoch, stream: 'persons', version: 0 }
    const facts = { customerId: 7 }
    const call = store.append('1', [{ stream: 's', expected: 'any', event: { ...sampleEvent('e'), facts } }], seen)
    seen.version = 9
    facts.customerId = 8
    other.close()
    expect(await tagsOf(call)).toBe('appended')
    expect((await eventsOf(store.readAll('1', 0, 9)))[0]?.facts).toEqual({ customerId: 7 })
    await store.close()
  })

  it('may be -0, which is 0', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const event = { ...sampleEvent('e'), occurredAt: -0, facts: { customerId: -0, otherFact: -0 } }
    await rightOf(store.append('1', [{ stream: 's', expected: -0, event, recordedAt: -0 }]))
    const [stored] = await eventsOf(store.readStream('1', 's', -0, 9))
    expect(stored).toMatchObject({ occurredAt: 0, recordedAt: 0, facts: { customerId: 0, otherFact: 0 } })
    await rightOf(store.forget('1', 's', 1, -0))
    expect((await eventsOf(store.readAll('1', -0, 9)))[0]).toMatchObject({ forgotten: true })
    await store.close()
  })

  it('are an InvalidArgument where they are no objects', async () => {
    const store = sqliteStore({ path: ':memory:' })
    for (const appends of [null, 7, [null], [7], [{}], [{ stream: 's', expected: 0, event: null }]])
      expect(await tagsOf(store.append('1', appends as unknown as [Append]))).toBe('InvalidArgument')
    await store.close()
  })
})
