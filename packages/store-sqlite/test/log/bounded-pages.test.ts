import { type EventStore, type Page, storeLimits } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { rightOf, sampleEvent } from '../sample-event.js'

const megabyte = 'ß'.repeat(storeLimits.textBytes / 2)

/** A log of large events in two streams, and a small one at its end. */
const withLargeEvents = async (): Promise<EventStore> => {
  const store = sqliteStore({ path: ':memory:' })
  for (let n = 0; n < 12; n += 1) {
    const personal = { customer: megabyte, other: megabyte }
    const event = { ...sampleEvent(`e${n}`), personal: n === 11 ? { customer: 'small' } : personal }
    await rightOf(store.append('1', [{ stream: 's', expected: 'any', event }]))
  }
  const huge = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`fact${n}`, megabyte]))
  await rightOf(
    store.append('1', [{ stream: 'huge', expected: 'any', event: { ...sampleEvent('huge'), facts: huge } }]),
  )
  return store
}

const bytesOf = (page: Page): number => Buffer.byteLength(JSON.stringify(page.events))

const reads: readonly (readonly [string, (store: EventStore, after: number) => Promise<Page>])[] = [
  ['readAll', (store, after) => rightOf(store.readAll('1', after, 10_000))],
  ['readStream', (store, after) => rightOf(store.readStream('1', 's', after, 10_000))],
]

/** Whether all pages are within the bound, but for those of one event, and how many events they have. */
const pagesOf = async (
  read: (after: number) => Promise<Page>,
): Promise<{ readonly events: number; readonly isBounded: boolean; readonly ids: readonly (string | undefined)[] }> => {
  let [after, events, isBounded] = [0, 0, true]
  const ids: (string | undefined)[] = []
  for (;;) {
    const page = await read(after)
    ids.push(page.at)
    events += page.events.length
    isBounded &&= page.events.length === 1 || bytesOf(page) <= storeLimits.pageBytes
    const last = page.events.at(-1)
    after = last === undefined ? after : after === last.version ? after : last.position
    if (!page.more) return { events, isBounded, ids }
    expect(page.events.length).toBeGreaterThan(0)
  }
}

describe.each(reads)('a page of %s', (name, read) => {
  it('ends at its bound of bytes, has one event at the least, and says what stands before it', async () => {
    const store = await withLargeEvents()
    const { events, isBounded, ids } = await pagesOf((after) => read(store, after))
    expect([events, isBounded]).toEqual([name === 'readAll' ? 13 : 12, true])
    expect(ids.length).toBeGreaterThan(3)
    expect(ids[0]).toBeUndefined()
    for (const id of ids.slice(1)) expect(id).toMatch(/^e\d+$/)
    await store.close()
  })

  it('passes the bound, or says nothing of what stands before it, where pages are joined: sabotage', async () => {
    const store = await withLargeEvents()
    const joined = async (after: number): Promise<Page> => {
      const first = await read(store, after)
      const { at: _, ...second } = await read(store, first.events.at(-1)?.position ?? after)
      return { ...second, events: [...first.events, ...second.events] }
    }
    const { isBounded, ids } = await pagesOf(joined)
    expect(isBounded).toBe(false)
    expect(ids).not.toContainEqual(expect.any(String))
    await store.close()
  })
})
