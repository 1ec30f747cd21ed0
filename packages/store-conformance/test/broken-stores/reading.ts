import { type Answer, type EventStore, left, right, unavailable } from '@partner-ledger/core/store'

import { broken, type BrokenStore, type Sabotage } from './broken.js'
import { changed, eventsChanged, oneByOne, single, versionOf } from './change.js'

/** A handle that remembers what a call answered until it appends by itself. */
const cached = (name: 'readStream' | 'readAll' | 'body' | 'heads'): Sabotage => {
  return () => (store) => {
    const answers = new Map<string, Answer<unknown>>()
    const honest = store[name] as (...call: readonly unknown[]) => Answer<unknown>
    const remembered = (...call: readonly unknown[]): Answer<unknown> => {
      const key = JSON.stringify(call)
      const answer = answers.get(key) ?? honest(...call)
      answers.set(key, answer)
      return answer
    }
    const append: EventStore['append'] = (...call) => {
      answers.clear()
      return store.append(...call)
    }
    return { append, [name]: remembered }
  }
}

/** P7 and P8: reads. */
export const readBreakers: readonly BrokenStore[] = [
  broken('P7', 'remembers streams', cached('readStream')),
  broken('P7', 'remembers logs', cached('readAll')),
  broken('P7', 'remembers heads', cached('heads')),
  broken('P7', 'shows to others what was stored one append ago', () => {
    const last = new Map<string, { by: unknown; position: number }>()
    return (store) => {
      const own = {}
      return {
        ...oneByOne(store, (tenant, append) =>
          changed(single(store, tenant, append), (outcome) => {
            if (outcome._tag === 'appended') last.set(tenant, { by: own, position: outcome.position })
            return outcome
          }),
        ),
        readAll: (tenant, ...rest) =>
          eventsChanged(store.readAll(tenant, ...rest), (events) =>
            events.filter(({ position }) => last.get(tenant)?.by === own || last.get(tenant)?.position !== position),
          ),
      }
    }
  }),
  broken('P7', 'knows the versions of the moment it first looked', () => (store) => {
    const known = new Map<string, number>()
    return oneByOne(store, async (tenant, append) => {
      const key = `${tenant}/${append.stream}`
      const version = known.get(key) ?? (await versionOf(store, tenant, append.stream))
      known.set(key, version)
      const answer = await single(store, tenant, append)
      if (answer._tag === 'Right' && answer.right._tag === 'appended') known.set(key, answer.right.version)
      return answer._tag === 'Right' && answer.right._tag === 'conflict' ? right({ _tag: 'conflict', version }) : answer
    })
  }),
  broken('P8', 'ignores the limit of readAll', () => ({ readAll }) => ({
    readAll: (tenant, after, limit) => readAll(tenant, after, limit < 1 ? limit : 10_000),
  })),
  broken('P8', 'ignores the limit of readStream', () => ({ readStream }) => ({
    readStream: (tenant, stream, after) => readStream(tenant, stream, after, 10_000),
  })),
  broken('P8', 'begins a page with the event that the last one ended with', () => ({ readAll }) => ({
    readAll: (tenant, after, limit) => readAll(tenant, Math.max(0, after - 1), limit),
  })),
  broken('P8', 'leaves out the first event after a position', () => ({ readAll }) => ({
    readAll: (tenant, after, limit) => readAll(tenant, after === 0 ? 0 : after + 1, limit),
  })),
  broken('P8', 'ends a stream one event early', () => ({ readStream }) => ({
    readStream: (...call) =>
      eventsChanged(readStream(...call), (events) => events.slice(0, Math.max(1, events.length - 1))),
  })),
  broken('P8', 'leaves facts out with the personal parts', () => ({ readAll }) => ({
    readAll: (tenant, after, limit, parts) =>
      parts === 'facts'
        ? eventsChanged(readAll(tenant, after, limit), (events) => events.map((event) => ({ ...event, facts: {} })))
        : readAll(tenant, after, limit),
  })),
  broken('P8', 'cuts a log at 100 events', () => ({ readAll }) => ({
    readAll: (tenant, after, limit) =>
      eventsChanged(readAll(tenant, after, limit), (events) => events.filter(({ position }) => position <= 100)),
  })),
  broken('P8', 'orders positions as text', () => ({ readAll }) => ({
    readAll: (tenant, after, limit) =>
      eventsChanged(readAll(tenant, 0, 10_000), (events) =>
        events
          .filter(({ position }) => after === 0 || String(position) > String(after))
          .toSorted((a, b) => (String(a.position) < String(b.position) ? -1 : 1))
          .slice(0, limit),
      ),
  })),
  broken('P8', 'reads on from the snapshot of the first page', () => ({ readAll }) => {
    const snapshots = new Map<string, Awaited<ReturnType<typeof readAll>>>()
    return {
      readAll: async (tenant, after, limit) => {
        const snapshot = after === 0 ? undefined : snapshots.get(tenant)
        const answer = snapshot ?? (await readAll(tenant, 0, 10_000))
        snapshots.set(tenant, answer)
        if (answer._tag === 'Left') return answer
        const rest = answer.right.events.filter(({ position }) => position > after)
        return right({ ...answer.right, events: rest.slice(0, limit), more: rest.length > limit })
      },
    }
  }),
  broken('P8', 'keeps others from writing between the pages of a reader', () => {
    const reading = new Set<string>()
    return (store) => ({
      readAll: (tenant, after, limit) =>
        eventsChanged(store.readAll(tenant, after, limit), (events) => {
          if (events.length === limit) reading.add(tenant)
          else reading.delete(tenant)
          return events
        }),
      append: async (tenant, appends, seen) =>
        reading.has(tenant) ? left(unavailable('a reader is open')) : store.append(tenant, appends, seen),
    })
  }),
]
