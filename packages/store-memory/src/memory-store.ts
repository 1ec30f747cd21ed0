import type {
  Answer,
  CheckpointStore,
  LedgerStore,
  MembershipIndex,
  NonEmptyArray,
  Outcome,
  StoreError,
} from '@partner-ledger/core/store'
import {
  checkAppend,
  checkForget,
  checkHeads,
  checkName,
  checkOptionNames,
  checkRead,
  checkStreams,
  checkWhole,
  clockOption,
  invalidClock,
  left,
  readTime,
  right,
} from '@partner-ledger/core/store'

import { appendToLog } from './append-to-log.js'
import { forgetPersonal, type MemoryLog, memoryLog } from './memory-log.js'
import { logCheckpoints, logIndex, whileOpen } from './log-parts.js'
import { headsOf, isStale, pageOf, stateOf, streamsOf } from './read-log.js'
import { subscribe, wakeSubscribers } from './wakes.js'

/** `log`: the log to open, a new one by default. `clock`: ms since epoch, `Date.now` by default. */
export interface MemoryStoreOptions {
  readonly log?: MemoryLog | undefined
  readonly clock?: (() => number) | undefined
}

/** An EventStore with its index and its checkpoints. */
export interface MemoryStore extends LedgerStore {
  readonly index: MembershipIndex
  readonly checkpoints: CheckpointStore
}

/**
 * A store that keeps everything in memory: every promise of an EventStore, with durability `none`. Stores opened on one
 * `memoryLog()` see each other's events at once; closing one of them leaves the others and the log alone.
 */
export const memoryStore = (options: MemoryStoreOptions = {}): MemoryStore => {
  checkOptionNames(options, ['log', 'clock'])
  const { log = memoryLog() } = options
  const clock = clockOption(options.clock ?? Date.now)
  const subscriptions = new Set<() => void>()
  let closed = false

  const open = whileOpen(() => closed)
  const answer = <A>(fault: StoreError | undefined, value: () => A): Answer<A> =>
    open(() => Promise.resolve(fault === undefined ? right(value()) : left(fault)))

  return {
    index: logIndex(log, open),
    checkpoints: logCheckpoints(log.checkpoints, open),

    append: (tenant, appends, seen) => {
      const now = readTime(clock) ?? NaN
      const fault = checkAppend(tenant, appends, seen) ?? (Number.isNaN(now) ? invalidClock : undefined)
      return answer(fault, () => {
        if (seen !== undefined && isStale(log, tenant, seen)) return { ...stateOf(log, tenant), stale: true }
        const outcomes = appends.map((append) => appendToLog(log, tenant, append, now)) as NonEmptyArray<Outcome>
        wakeSubscribers(log, tenant)
        return { ...stateOf(log, tenant), outcomes }
      })
    },

    readStream: (tenant, stream, after, limit) =>
      answer(checkRead(tenant, after, limit) ?? checkName('stream', stream), () =>
        pageOf(log, tenant, log.tenants.get(tenant)?.streams.get(stream)?.entries, after, limit),
      ),

    readAll: (tenant, after, limit) =>
      answer(checkRead(tenant, after, limit), () =>
        pageOf(log, tenant, log.tenants.get(tenant)?.entries, after, limit),
      ),

    body: (tenant, position) =>
      answer(checkName('tenant', tenant) ?? checkWhole('position', position, 0), () => {
        const body = log.tenants.get(tenant)?.entries[position - 1]?.body
        return body === undefined ? undefined : new Uint8Array(body)
      }),

    forget: (tenant, stream, upTo, occurredUntil) =>
      answer(checkForget(tenant, stream, upTo, occurredUntil), () => {
        for (const entry of log.tenants.get(tenant)?.streams.get(stream)?.entries.slice(0, upTo) ?? [])
          if (entry.occurredAt <= occurredUntil) forgetPersonal(entry)
      }),

    streams: (tenant, prefix, after, limit) =>
      answer(checkStreams(tenant, prefix, after, limit), () => streamsOf(log, tenant, prefix, after, limit)),

    heads: (after, limit) => answer(checkHeads(after, limit), () => headsOf(log, after, limit)),

    onAppend: (tenant, wake) => {
      if (closed) return () => {}
      const end = subscribe(log, tenant, wake)
      subscriptions.add(end)
      return () => {
        subscriptions.delete(end)
        end()
      }
    },

    close: () => {
      closed = true
      for (const end of subscriptions) end()
      return Promise.resolve()
    },
  }
}
