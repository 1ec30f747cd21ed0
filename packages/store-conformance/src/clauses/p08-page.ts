import { type EventStore, type Page, type RecordedEvent, storeLimits } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf } from '../event.js'
import { holds, same, valueOf } from '../expectation.js'
import { readLog } from '../reading.js'
import { type Scene, tenant } from '../scene.js'

type ReadPage = (after: number, limit: number) => Promise<Page>

export const pageChecks: readonly Check[] = checksOf('P8', [
  {
    sentence: 'more is true where events follow the page, and only there',
    title: 'of readAll, whole or by facts, and of readStream, wherever a page begins and however long it is',
    run: async (scene) => {
      const store = await scene.handle()
      const appends = Array.from({ length: 20 }, (_, n) => appendOf(n % 2 === 0 ? 'a' : 'b', 'any', eventOf(`e${n}`)))
      await appendAll(store, tenant, appends)
      const log = await readLog(store, tenant)
      const positions = log.map(({ position }) => position)
      const versions = log.flatMap(({ stream, version }) => (stream === 'a' ? [version] : []))
      const reads: readonly (readonly [string, readonly number[], ReadPage])[] = [
        ['readAll', positions, (...page) => valueOf(store.readAll(tenant, ...page), 'readAll')],
        ['readAll of facts', positions, (...page) => valueOf(store.readAll(tenant, ...page, 'facts'), 'readAll')],
        ['readStream', versions, (...page) => valueOf(store.readStream(tenant, 'a', ...page), 'readStream')],
      ]
      for (const [call, numbers, read] of reads)
        for (const after of [0, ...numbers, (numbers.at(-1) ?? 0) + 5])
          for (const limit of [1, 2, 9, 10, 20, 10_000]) {
            const { events, more } = await read(after, limit)
            const follow = numbers.filter((number) => number > after).length - events.length
            same(more, follow > 0, `\`more\` of ${call} after ${after} with limit ${limit}`)
          }
      const empty = await valueOf(store.readStream(tenant, 'nothing', 0, 1), 'readStream')
      same(empty.more, false, '`more` of a stream that does not exist')
    },
  },
  {
    sentence: 'a page ends before it grows beyond 8 MiB, and has one event at the least',
    title: 'of large facts, of large personal parts, of few letters and many bytes, in the log and in the stream',
    run: async (scene) => {
      const store = await filledWithLarge(scene, 12)
      for (const [call, read] of largeReads(store)) {
        const events: RecordedEvent[] = []
        for (let more = true; more; ) {
          const page = await read(events)
          holds(page.events.length > 0, `a page of ${call} has no event, although \`more\` was true`)
          const bytes = page.events.reduce((sum, event) => sum + bytesOf(event), 0)
          holds(
            bytes <= storeLimits.pageBytes || page.events.length === 1,
            `a page of ${call} holds ${bytes} bytes of text in ${page.events.length} events`,
          )
          holds(bytes > storeLimits.pageBytes / 4 || !page.more, `a page of ${call} ends after ${bytes} bytes`)
          events.push(...page.events)
          more = page.more
        }
        same(
          events.map(({ id }) => id),
          Array.from({ length: 12 }, (_, n) => `large-${n}`),
          `the events of ${call} in pages`,
        )
      }
    },
  },
  {
    sentence: 'a page ends before it grows beyond 8 MiB, and has one event at the least',
    title: 'an event that is larger than a page is read, alone',
    run: async (scene) => {
      const store = await scene.handle()
      const text = 'x'.repeat(1_000_000)
      const facts = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`part${n}`, text]))
      for (const id of ['before', 'huge', 'after'])
        await appendOne(store, 'huge', 'orders', id === 'huge' ? { ...eventOf(id), facts } : eventOf(id))
      const log = await readLog(store, 'huge')
      same(
        log.map(({ id, facts: { part8 } }) => [id, part8 === text]),
        [
          ['before', false],
          ['huge', true],
          ['after', false],
        ],
        'the events of the log',
      )
      const first = await valueOf(store.readStream('huge', 'orders', 0, 10), 'readStream')
      same([first.events.map(({ id }) => id), first.more], [['before'], true], 'the page before the large event')
      const alone = await valueOf(store.readStream('huge', 'orders', 1, 10), 'readStream')
      same([alone.events.map(({ id }) => id), alone.more], [['huge'], true], 'the page of the large event')
    },
  },
])

/** Every third of them is large by its facts, by its personal part, and by letters of three bytes. */
const filledWithLarge = async (scene: Scene, count: number): Promise<EventStore> => {
  const store = await scene.handle()
  for (let n = 0; n < count; n += 1) {
    const event = eventOf(`large-${n}`)
    const text = n % 3 === 2 ? '\u20ac'.repeat(333_000) : 'x'.repeat(1_000_000)
    const large = n % 3 === 1 ? { ...event, personal: { customer: text } } : { ...event, facts: { text } }
    await appendOne(store, 'large', 'orders', large)
  }
  return store
}

type ReadOn = (sofar: readonly RecordedEvent[]) => Promise<Page>

const largeReads = (store: EventStore): readonly (readonly [string, ReadOn])[] => [
  ['readAll', (sofar) => valueOf(store.readAll('large', sofar.at(-1)?.position ?? 0, 10_000), 'readAll')],
  ['readStream', (sofar) => valueOf(store.readStream('large', 'orders', sofar.length, 10_000), 'readStream')],
]

/** The bytes of the texts of an event: what counts, but for names and numbers. */
const bytesOf = ({ facts, personal }: RecordedEvent): number =>
  [...Object.values(facts), ...Object.values(personal ?? {})].reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 0),
    0,
  )
