import type { EventStore, StreamHead, Tenant } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf } from '../event.js'
import { holds, same, valueOf } from '../expectation.js'
import { breathe, epochOf } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import { hostileNames } from './hostile-names.js'

const sentence = 'streams are listed by prefix, once each with their version, in one order, in bounded pages'

export const streamsChecks: readonly Check[] = checksOf('port', [
  {
    sentence,
    title: 'a prefix is literal text: hostile names list the streams that begin with them, and no other ones',
    run: async (scene) => {
      const store = await filled(scene)
      for (const prefix of ['', ...hostileNames, ...parts, 'nothing begins so']) {
        const expected = hostileNames.filter((name) => name.startsWith(prefix)).toSorted()
        const { streams, more } = await valueOf(store.streams('listed', prefix, '', 10_000), 'streams')
        same(names(streams).toSorted(), expected, `the streams that begin with '${prefix}'`)
        same(more, false, `\`more\` of the streams that begin with '${prefix}'`)
      }
      const other = await valueOf(store.streams('another', '', '', 10_000), 'streams')
      same(other.streams, [{ stream: 'plain-elsewhere', version: 1 }], 'the streams of another tenant')
      const nobody = await valueOf(store.streams('nobody', '', '', 10_000), 'streams')
      same([nobody.streams, nobody.more], [[], false], 'the streams of a tenant without events')
    },
  },
  {
    sentence,
    title: 'pages of any size give the same streams in the same order, and `more` says whether one follows',
    run: async (scene) => {
      const store = await filled(scene)
      for (const prefix of ['', 'p', 'a'.repeat(199)]) {
        const { streams } = await valueOf(store.streams('listed', prefix, '', 10_000), 'streams')
        for (const limit of [1, 7, streams.length])
          same(await paged(store, 'listed', prefix, limit), streams, `'${prefix}' in pages of ${limit}`)
        const full = await valueOf(store.streams('listed', prefix, '', streams.length), 'streams')
        same(full.more, false, `\`more\` of a page that holds every stream that begins with '${prefix}'`)
      }
    },
  },
  {
    sentence,
    title: 'each stream is listed with the version of its last event, through every handle, right after an append',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      const versions = new Map<string, number>()
      for (let n = 0; n < 24; n += 1) {
        const stream = `orders/${scene.random.below(5)}`
        const { version } = await appendOne(n % 2 === 0 ? store : other, tenant, stream, eventOf(`e${n}`))
        versions.set(stream, version)
        const { streams, epoch } = await valueOf(store.streams(tenant, 'orders/', '', 100), 'streams')
        same(new Map(streams.map((one) => [one.stream, one.version])), versions, 'the versions of the streams')
        same(epoch, await epochOf(other), 'the epoch')
      }
    },
  },
  {
    sentence,
    title: 'a reader who pages through streams while others are made gets each earlier one exactly once',
    run: async (scene) => {
      const [store, writer] = [await filled(scene), await scene.handle()]
      let writing = true
      const write = async (): Promise<void> => {
        for (let n = 0; n < 120; n += 1) {
          const name = `${scene.random.pick(['A', 'a', 'p', 'plain', '~', '\uffee'])}-${n}`
          await appendAll(writer, 'listed', [appendOf(name, 'any', eventOf(`made-${n}`))])
          if (n % 3 === 0) await breathe()
        }
      }
      const list = async (): Promise<void> => {
        for (let last = false; !last; ) {
          last = !writing
          const listed = names(await paged(store, 'listed', '', 5))
          same(new Set(listed).size, listed.length, 'the number of different streams')
          const met = new Set(listed)
          const missing = hostileNames.filter((name) => !met.has(name))
          same(missing, [], 'the streams that were left out')
          await breathe()
        }
      }
      const over = write().finally(() => {
        writing = false
      })
      await Promise.all([over, list()])
    },
  },
])

/** Beginnings of hostile names that engines read as patterns, fold, or cut. */
const parts: readonly string[] = ['p', 'pla', 'PLA', 'pl_', 'pl%', 'caf', 'cafe', '\u00e9', '..', "';", 'a'.repeat(150)]

const filled = async (scene: Scene): Promise<EventStore> => {
  const store = await scene.handle()
  const appends = hostileNames.map((stream, n) => appendOf(stream, 0, eventOf(`e${n}`)))
  await appendAll(store, 'listed', appends)
  await appendOne(store, 'another', 'plain-elsewhere', eventOf('e'))
  return store
}

const names = (streams: readonly StreamHead[]): readonly string[] => streams.map(({ stream }) => stream)

const paged = async (store: EventStore, of: Tenant, prefix: string, limit: number): Promise<readonly StreamHead[]> => {
  const listed: StreamHead[] = []
  for (;;) {
    const page = await valueOf(store.streams(of, prefix, listed.at(-1)?.stream ?? '', limit), 'streams')
    holds(page.streams.length <= limit, `a page of ${page.streams.length} streams where ${limit} were asked for`)
    holds(page.streams.length > 0 || !page.more, 'a page without streams says that more follow')
    listed.push(...page.streams)
    holds(listed.length < 1000, 'paging the streams comes to no end')
    if (!page.more) return listed
  }
}
