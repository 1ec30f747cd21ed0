import type { StreamHead, Streams } from '@partner-ledger/core/store'

import { broken, type BrokenStore, type Honest, type Sabotage } from './broken.js'
import { changed } from './change.js'

type List = (store: Honest, tenant: string, prefix: string) => Promise<readonly StreamHead[]>

const everyStream = async ({ streams }: Honest, tenant: string): Promise<readonly StreamHead[]> => {
  const all = await streams(tenant, '', '', 10_000)
  return all._tag === 'Right' ? all.right.streams : []
}

/** `streams` over another list, paged as it should be. */
const listing = (list: List): Sabotage => {
  return () => (store) => ({
    streams: (tenant, prefix, after, limit) =>
      changed(store.streams(tenant, prefix, after, limit), async (page): Promise<Streams> => {
        const rest = (await list(store, tenant, prefix)).filter(({ stream }) => stream > after)
        return { ...page, streams: rest.slice(0, limit), more: rest.length > limit }
      }),
  })
}

const matching = (matches: (stream: string, prefix: string) => boolean): Sabotage =>
  listing(async (store, tenant, prefix) =>
    (await everyStream(store, tenant)).filter(({ stream }) => matches(stream, prefix)),
  )

/** A prefix as SQL's LIKE reads it. */
const like = (prefix: string): RegExp =>
  new RegExp(
    `^${prefix
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('%', '[^]*')
      .replaceAll('_', '[^]')}`,
    'u',
  )

const pageChanged = (change: (page: Streams, after: string, limit: number) => Streams): Sabotage => {
  return () => (store) => ({
    streams: (...call) => changed(store.streams(...call), (page) => change(page, call[2], call[3])),
  })
}

/** The streams and heads of the port. */
export const listingBreakers: readonly BrokenStore[] = [
  broken(
    'port',
    'reads a prefix as a pattern',
    matching((stream, prefix) => like(prefix).test(stream)),
  ),
  broken(
    'port',
    'compares prefixes without their case',
    matching((stream, prefix) => stream.toLowerCase().startsWith(prefix.toLowerCase())),
  ),
  broken(
    'port',
    'compares prefixes without their accents',
    matching((stream, prefix) => stream.normalize('NFC').startsWith(prefix.normalize('NFC'))),
  ),
  broken(
    'port',
    'ignores the prefix',
    matching(() => true),
  ),
  broken(
    'port',
    'cuts prefixes at 128 letters',
    matching((stream, prefix) => stream.startsWith(prefix.slice(0, 128))),
  ),
  broken(
    'port',
    'lists the streams of every tenant',
    listing(async (store, tenant, prefix) => {
      const heads = await store.heads('', 10_000)
      const tenants = heads._tag === 'Right' ? heads.right.heads.map((one) => one.tenant) : [tenant]
      const all = (await Promise.all(tenants.map((of) => everyStream(store, of)))).flat()
      const byName = new Map(all.filter(({ stream }) => stream.startsWith(prefix)).map((one) => [one.stream, one]))
      return [...byName.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1))
    }),
  ),
  broken(
    'port',
    'lists each stream at version 1',
    pageChanged((page) => ({ ...page, streams: page.streams.map((one) => ({ ...one, version: 1 })) })),
  ),
  broken(
    'port',
    'never says that streams follow',
    pageChanged((page) => ({ ...page, more: false })),
  ),
  broken(
    'port',
    'says that streams follow a page that is full',
    pageChanged((page, _, limit) => ({ ...page, more: page.more || page.streams.length === limit })),
  ),
  broken('port', 'lists a page with the stream that the last one ended with', () => (store) => ({
    streams: (tenant, prefix, after, limit) =>
      changed(store.streams(tenant, prefix, after, limit), async (page) => {
        const all = await everyStream(store, tenant)
        const again = all.find(({ stream }) => stream === after)
        return again === undefined ? page : { ...page, streams: [again, ...page.streams].slice(0, limit) }
      }),
  })),
  broken('port', 'pages streams by their number', () => (store) => ({
    streams: (tenant, prefix, after, limit) =>
      changed(store.streams(tenant, prefix, '', 10_000), (page) => {
        const skip = after === '' ? 0 : (skips.get(`${tenant}/${prefix}/${after}`) ?? 0)
        const streams = page.streams.slice(skip, skip + limit)
        skips.set(`${tenant}/${prefix}/${streams.at(-1)?.stream}`, skip + streams.length)
        return { ...page, streams, more: page.streams.length > skip + limit }
      }),
  })),
  broken('port', 'lists the streams that its handle knew when it last appended', () => (store) => {
    const known = new Map<string, ReturnType<Honest['streams']>>()
    return {
      append: (...call) => {
        known.clear()
        return store.append(...call)
      },
      streams: (...call) => {
        const key = JSON.stringify(call)
        const answer = known.get(key) ?? store.streams(...call)
        known.set(key, answer)
        return answer
      },
    }
  }),
  broken('port', 'lists every tenant with the head of the first', () => ({ heads }) => ({
    heads: (...call) =>
      changed(heads(...call), (page) => ({
        ...page,
        heads: page.heads.map((one) => ({ ...one, head: page.heads[0]?.head ?? 0 })),
      })),
  })),
  broken('port', 'says that tenants follow a page that is full', () => ({ heads }) => ({
    heads: (after, limit) =>
      changed(heads(after, limit), (page) => ({ ...page, more: page.more || page.heads.length === limit })),
  })),
]

const skips = new Map<string, number>()
