import { orThrow } from '@partner-ledger/core'
import { type LedgerStore, left, unavailable } from '@partner-ledger/core/store'
import { withHoles } from '@partner-ledger/store-conformance'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { readHeadMark, readMark } from '../../../src/ledger/log/log-mark.js'
import { failingOnce } from '../faults/failing-once.js'
import { linked, record } from '../query/organisation.js'

const tenant = '50191'

const filled = async (store: LedgerStore, count: number): Promise<LedgerStore> => {
  await record(
    store,
    Array.from({ length: count }, (_, at) => linked(at + 1)),
  )
  return store
}

/** Each position of the log up to a few after its head, and the last event at or before it, by reading all of the log. */
const expectedMarks = async (store: LedgerStore): Promise<readonly unknown[]> => {
  const { epoch, head, events } = await orThrow(store.readAll(tenant, 0, 1000))
  return Array.from({ length: head + 3 }, (_, position) => {
    if (position > head) return { _tag: 'Left', left: { epoch, head } }
    const last = events.findLast((event) => event.position <= position)
    const mark = last === undefined ? { epoch, position: 0 } : { epoch, position: last.position, id: last.id }
    return { _tag: 'Right', right: { mark, head } }
  })
}

const marks = async (store: LedgerStore, count: number): Promise<readonly unknown[]> => {
  const found: unknown[] = []
  for (let position = 0; position < count; position += 1) found.push(await orThrow(readMark(store, tenant, position)))
  return found
}

/** Positions so far apart that one read finds nothing before the position. */
const withWideHoles = (store: LedgerStore): LedgerStore => withHoles(withHoles(store))

describe.each([
  ['dense', memoryStore],
  ['with holes', () => withHoles(memoryStore())],
  ['with wide holes', () => withWideHoles(memoryStore())],
])('the mark of a position in a log %s', (_, open) => {
  test('is the last event at or before it, and none after the head', async () => {
    const store = await filled(open(), 12)
    const expected = await expectedMarks(store)
    expect(await marks(store, expected.length)).toEqual(expected)
  })

  test('is another one where the store hides an event: sabotage', async () => {
    const store = await filled(open(), 12)
    const expected = await expectedMarks(store)
    const hiding: LedgerStore = {
      ...store,
      readAll: async (...call) => {
        const page = await store.readAll(...call)
        if (page._tag === 'Left') return page
        const { at, ...rest } = page.right
        const events = rest.events.filter(({ id }) => id !== 'linked-5')
        return { _tag: 'Right', right: { ...rest, ...(at === undefined || at === 'linked-5' ? {} : { at }), events } }
      },
    }
    expect(await marks(hiding, expected.length)).not.toEqual(expected)
  })

  test('of the head is its event, and that of an empty log is none', async () => {
    const store = open()
    const { epoch } = await orThrow(store.readAll(tenant, 0, 1))
    expect(await orThrow(readHeadMark(store, tenant))).toEqual({ epoch, position: 0 })
    await filled(store, 12)
    const { head } = await orThrow(store.readAll(tenant, 0, 1))
    expect(await orThrow(readHeadMark(store, tenant))).toEqual({ epoch, position: head, id: 'linked-12' })
  })

  test('is the error of any call that fails', async () => {
    const store = await filled(open(), 12)
    const { head } = await orThrow(store.readAll(tenant, 0, 1))
    for (const read of [readHeadMark, (from: LedgerStore) => readMark(from, tenant, head - 1)])
      for (let at = 1; ; at += 1) {
        const failing = failingOnce(store, at, 'before')
        const answer = await read(failing.store, tenant)
        if (failing.calls() < at) break
        expect(answer).toEqual(left(unavailable('out of order')))
      }
  })
})
