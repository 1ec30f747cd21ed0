import { type EventStore, type Page, right } from '@partner-ledger/core/store'

import { breathe } from '../../src/reading.js'
import type { Clause } from '../../src/promises.js'
import { broken, type BrokenStore, type Honest } from './broken.js'
import { changed } from './change.js'

/** Both reads, with each of their pages changed; `after` is where it began. */
const pagesChanged = (
  { readAll, readStream }: Honest,
  change: (page: Page, after: number) => Page | Promise<Page>,
): Pick<EventStore, 'readAll' | 'readStream'> => ({
  readAll: (...call) => changed(readAll(...call), (page) => change(page, call[1])),
  readStream: (...call) => changed(readStream(...call), (page) => change(page, call[2])),
})

const brokenPages = (
  breaks: Clause,
  name: string,
  change: (page: Page, after: number) => Page | Promise<Page>,
): BrokenStore => broken(breaks, name, () => (store) => pagesChanged(store, change))

/** Pages that go on, with this bound of their own. */
const unbounded =
  (isFull: (pages: readonly Page[]) => boolean) =>
  (store: Honest): Partial<EventStore> => ({
    readStream: async (tenant, stream, after, limit) => {
      const pages: Page[] = []
      for (let from = after; ; from = pages.at(-1)?.events.at(-1)?.version ?? from) {
        const page = await store.readStream(tenant, stream, from, limit)
        if (page._tag === 'Left') return page
        pages.push(page.right)
        const events = pages.flatMap((one) => one.events)
        if (!page.right.more || events.length >= limit || isFull(pages))
          return right({ ...(pages[0] ?? page.right), events: events.slice(0, limit), more: page.right.more })
      }
    },
  })

/** P8 and P16: what a page is, and what it says of the log. */
export const pageBreakers: readonly BrokenStore[] = [
  brokenPages('P8', 'never says that events follow', (page) => ({ ...page, more: false })),
  brokenPages('P8', 'says that events follow a page that has any', (page) => ({
    ...page,
    more: page.events.length > 0,
  })),
  broken('P8', 'says that events follow a page that is full', () => (store) => ({
    readAll: (...call) =>
      changed(store.readAll(...call), (page) => ({ ...page, more: page.events.length === call[2] || page.more })),
  })),
  broken('P8', 'has pages of any size', () => unbounded(() => false)),
  broken('P8', 'counts letters, not bytes, of a page', () => unbounded((pages) => lettersOf(pages) > 3_000_000)),
  brokenPages('P8', 'gives no event that is larger than a page', (page) => ({
    ...page,
    events: page.events.filter(({ facts }) => JSON.stringify(facts).length < 8_000_000),
  })),
  brokenPages('P8', 'ends a page at each MiB', (page) => {
    const large = page.events.findIndex((event) => JSON.stringify(event).length > 900_000)
    return large < 0
      ? page
      : { ...page, events: page.events.slice(0, large + 1), more: page.more || large + 1 < page.events.length }
  }),

  brokenPages('P16', 'names no event where a page begins', ({ at: _, ...page }) => page),
  brokenPages('P16', 'names the first event of a page', ({ at: _, ...page }) => {
    const first = page.events[0]?.id
    return first === undefined ? page : { ...page, at: first }
  }),
  brokenPages('P16', 'names the event where a page begins only if the page has any', ({ at, ...page }) =>
    at === undefined || page.events.length === 0 ? page : { ...page, at },
  ),
  broken('P16', 'names the last event where a page begins beyond it', () => (store) => ({
    readAll: (tenant, after, limit, parts) =>
      changed(store.readAll(tenant, after, limit, parts), async (page) => {
        if (page.at !== undefined || after === 0 || page.head === 0) return page
        const last = await store.readAll(tenant, page.head, 1)
        return last._tag === 'Right' && last.right.at !== undefined ? { ...page, at: last.right.at } : page
      }),
  })),
  broken('P16', 'looks up the head before it reads a page', () => (store) => ({
    readAll: async (tenant, ...rest) => {
      const before = await store.readAll(tenant, 0, 1)
      await breathe()
      return changed(store.readAll(tenant, ...rest), (page) =>
        before._tag === 'Right' ? { ...page, head: before.right.head } : page,
      )
    },
  })),
  broken('P16', 'looks up the head after it read a page', () => (store) => ({
    readAll: (tenant, ...rest) =>
      changed(store.readAll(tenant, ...rest), async (page) => {
        await breathe()
        const after = await store.readAll(tenant, 0, 1)
        return after._tag === 'Right' ? { ...page, head: after.right.head } : page
      }),
  })),
  broken('P16', 'answers an append with the head of before it', () => (store) => ({
    append: async (tenant, ...rest) => {
      const before = await store.readAll(tenant, 0, 1)
      return changed(store.append(tenant, ...rest), (answer) =>
        before._tag === 'Right' ? { ...answer, head: before.right.head } : answer,
      )
    },
  })),
  broken('P16', 'says nothing of the log with a stream that is empty', () => (store) => ({
    readStream: (...call) =>
      changed(store.readStream(...call), (page) => (page.events.length === 0 ? { ...page, head: 0 } : page)),
  })),
  broken('P16', 'has another epoch for streams', () => (store) => ({
    streams: (...call) => changed(store.streams(...call), (page) => ({ ...page, epoch: 'another' })),
  })),
]

const lettersOf = (pages: readonly Page[]): number =>
  pages.flatMap(({ events }) => events).reduce((sum, event) => sum + JSON.stringify(event).length, 0)
