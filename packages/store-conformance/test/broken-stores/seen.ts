import type { AppendAnswer, EventStore, Seen } from '@partner-ledger/core/store'

import { breathe } from '../../src/reading.js'
import { broken, type BrokenStore, type Honest, type Sabotage } from './broken.js'
import { changed, versionOf } from './change.js'

type Append = EventStore['append']

/** Takes what was seen for true where this says so. */
const believing = (isTrue: (seen: Seen, store: Honest, tenant: string) => boolean | Promise<boolean>): Sabotage => {
  return () => (store) => ({
    append: async (tenant, appends, seen) =>
      seen !== undefined && isSeen(seen) && (await isTrue(seen, store, tenant))
        ? store.append(tenant, appends)
        : store.append(tenant, appends, seen),
  })
}

const isSeen = (seen: Seen): boolean => typeof seen === 'object' && seen.version >= 0

const lastOf = async ({ readStream }: Honest, tenant: string, stream: string): Promise<string | undefined> => {
  const answer = await readStream(tenant, stream, 0, 10_000)
  return answer._tag === 'Left' ? undefined : answer.right.events.at(-1)?.id
}

/** Every append that says nothing of what was seen, and the others changed. */
const withSeen = (
  change: (append: Append, call: Parameters<Append>, store: Honest) => ReturnType<Append>,
): Sabotage => {
  return () => (store) => ({
    append: (...call) => (call[2] === undefined ? store.append(...call) : change(store.append, call, store)),
  })
}

/** P16: what the caller has seen. */
export const seenBreakers: readonly BrokenStore[] = [
  broken(
    'P16',
    'ignores what was seen',
    believing(() => true),
  ),
  broken(
    'P16',
    'compares the epoch alone of what was seen',
    believing(async ({ epoch }, store) => {
      const heads = await store.heads('', 1)
      return heads._tag === 'Right' && heads.right.epoch === epoch
    }),
  ),
  broken(
    'P16',
    'compares the version alone of what was seen',
    believing(async ({ version, stream }, store, tenant) => version === (await versionOf(store, tenant, stream))),
  ),
  broken(
    'P16',
    'compares the id alone of what was seen',
    believing(async ({ id, stream }, store, tenant) => id === (await lastOf(store, tenant, stream))),
  ),
  broken('P16', 'takes an older version for seen', () => (store) => ({
    append: async (tenant, appends, seen) => {
      if (seen === undefined || seen.version < 1) return store.append(tenant, appends, seen)
      const then = await store.readStream(tenant, seen.stream, seen.version - 1, 1)
      const isThere = then._tag === 'Right' && then.right.events[0]?.id === seen.id && then.right.epoch === seen.epoch
      return isThere ? store.append(tenant, appends) : store.append(tenant, appends, seen)
    },
  })),
  broken(
    'P16',
    'is stale and stores the events all the same',
    withSeen(async (append, call) => {
      const answer = await append(...call)
      if (answer._tag === 'Left' || !('stale' in answer.right)) return answer
      const stored = await append(call[0], call[1])
      return stored._tag === 'Left' ? stored : answer
    }),
  ),
  broken(
    'P16',
    'answers what it knows before it looks at what was seen',
    withSeen(async (append, [tenant, appends, seen], store) => {
      const known = await store.readStream(tenant, appends[0].stream, 0, 10_000)
      const isKnown = known._tag === 'Right' && known.right.events.some(({ id }) => id === appends[0].event.id)
      return isKnown ? append(tenant, appends) : append(tenant, appends, seen)
    }),
  ),
  broken(
    'P16',
    'looks at what was seen before it checks the arguments',
    withSeen(async (append, [tenant, appends, seen], store) => {
      const answer = await append(tenant, appends, seen)
      if (answer._tag === 'Right') return answer
      return changed(store.readAll(tenant, 0, 1), ({ epoch, head }): AppendAnswer => ({ epoch, head, stale: true }))
    }),
  ),
  broken(
    'P16',
    'compares what was seen, then appends: two can win',
    withSeen(async (append, [tenant, appends, seen], store) => {
      const version = seen === undefined ? 0 : await versionOf(store, tenant, seen.stream)
      const last = seen === undefined ? undefined : await lastOf(store, tenant, seen.stream)
      await breathe()
      return seen?.version === version && seen.id === last ? append(tenant, appends) : append(tenant, appends, seen)
    }),
  ),
  broken(
    'P16',
    'is stale whenever something was seen',
    withSeen((_, [tenant], store) =>
      changed(store.readAll(tenant, 0, 1), ({ epoch, head }): AppendAnswer => ({ epoch, head, stale: true })),
    ),
  ),
]
