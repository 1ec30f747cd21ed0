/**
 * A store of one's own: a text file to which events are appended, one JSON line each, and which is
 * read into memory when it is opened. It is durable and made to be read: every call looks through the whole log,
 * forgetting rewrites the file, lines have no checksums, and a second process at the same file goes unnoticed.
 */
import * as fs from 'node:fs'

import type { Answer, Append, AppendAnswer, Either, EventStore, LogState } from '@partner-ledger/core/store'
import type { NonEmptyArray, Outcome, Page, RecordedEvent, Seen } from '@partner-ledger/core/store'
import type { StoreError, StreamName, Tenant, Unsubscribe } from '@partner-ledger/core/store'
import { appended, conflict, duplicate, isExpected, left, right } from '@partner-ledger/core/store'
import { checkAppend, checkForget, checkHeads, checkName, checkRead, checkStreams } from '@partner-ledger/core/store'
import { checkWhole, outcomeUnknown, storeClosed, storeLimits, unavailable } from '@partner-ledger/core/store'

import { type Line, readOrMake, textOf, writeWhole } from './lines-on-disk.js'

/** A file that is open. Its handles see each other's events at once; it closes after them. */
export interface JsonLinesFile {
  /** Whether an append is on the disk when it is answered. */
  readonly sync: boolean
  handle(clock?: () => number): EventStore
  close(): void
}

/** Opens the file, or makes it. Throws where it cannot: a LedgerError with CannotOpen for a file of another kind. */
export const jsonLinesFile = (path: string, sync = true): JsonLinesFile => {
  const { head, lines: found } = readOrMake(path)
  const listeners = new Map<Unsubscribe, Tenant>()
  let lines: readonly Line[] = found
  let file = fs.openSync(path, 'a')
  let broken = false

  /** After a failed write nobody knows what the file holds, and a failed fsync must not be tried again: reopen. */
  const guarded = (write: () => void): StoreError | undefined => {
    if (broken) return unavailable('an earlier write failed: open the file again')
    try {
      write()
      return undefined
    } catch {
      broken = true
      return outcomeUnknown('the file could not be written')
    }
  }

  const add = (added: readonly Line[]): StoreError | undefined =>
    guarded(() => {
      if (added.length === 0) return
      fs.appendFileSync(file, added.map(textOf).join(''))
      if (sync) fs.fsyncSync(file)
      lines = [...lines, ...added]
    })

  const replace = (all: readonly Line[]): StoreError | undefined =>
    guarded(() => {
      writeWhole(path, head, all)
      fs.closeSync(file)
      file = fs.openSync(path, 'a')
      lines = all
    })

  const linesOf = (tenant: Tenant): readonly Line[] => lines.filter((line) => line.tenant === tenant)

  /** What each answer says of the log that it read. */
  const stateOf = (tenant: Tenant): LogState => ({ epoch: head.epoch, head: linesOf(tenant).at(-1)?.position ?? 0 })

  const isStale = (tenant: Tenant, { epoch, stream, version, id }: Seen): boolean => {
    const last = linesOf(tenant).findLast((line) => line.stream === stream)
    return epoch !== head.epoch || version !== (last?.version ?? 0) || id !== last?.id
  }

  /** Every call does all its work at once, so none is under way when another one begins, or when the store is closed. */
  const handle = (clock: () => number = Date.now): EventStore => {
    const own = new Set<Unsubscribe>()
    let closed = false

    const answer = async <A>(fault: StoreError | undefined, work: () => Either<StoreError, A>): Answer<A> =>
      closed ? left(storeClosed) : fault === undefined ? work() : left(fault)

    return {
      append: (tenant, appends, seen) =>
        answer(checkAppend(tenant, appends, seen), (): Either<StoreError, AppendAnswer> => {
          if (seen !== undefined && isStale(tenant, seen)) return right({ ...stateOf(tenant), stale: true })
          const log = [...linesOf(tenant)]
          const [first, ...others] = appends
          const outcomes: NonEmptyArray<Outcome> = [appendTo(log, tenant, first, clock)]
          for (const append of others) outcomes.push(appendTo(log, tenant, append, clock))
          const fault = add(log.slice(linesOf(tenant).length))
          if (fault !== undefined) return left(fault)
          for (const [wake, of] of listeners) if (of === tenant) setImmediate(wake)
          return right({ ...stateOf(tenant), outcomes })
        }),

      readStream: (tenant, stream, after, limit) =>
        answer(checkRead(tenant, after, limit) ?? checkName('stream', stream), () =>
          right(page(stateOf(tenant), ofStream(linesOf(tenant), stream), (line) => line.version, after, limit)),
        ),

      readAll: (tenant, after, limit) =>
        answer(checkRead(tenant, after, limit), () =>
          right(page(stateOf(tenant), linesOf(tenant), (line) => line.position, after, limit)),
        ),

      body: (tenant, position) =>
        answer(checkName('tenant', tenant) ?? checkWhole('position', position, 0), () => {
          const body = linesOf(tenant).find((line) => line.position === position)?.body
          return right(body === undefined ? undefined : new Uint8Array(Buffer.from(body, 'latin1')))
        }),

      forget: (tenant, stream, upTo, occurredUntil) =>
        answer(checkForget(tenant, stream, upTo, occurredUntil), () => {
          const isMeant = (line: Line): boolean =>
            line.tenant === tenant && line.stream === stream && line.version <= upTo && line.occurredAt <= occurredUntil
          const fault = replace(lines.map((line) => (isMeant(line) ? forgotten(line) : line)))
          return fault === undefined ? right(undefined) : left(fault)
        }),

      streams: (tenant, prefix, after, limit) =>
        answer(checkStreams(tenant, prefix, after, limit), () => {
          const versions = new Map(linesOf(tenant).map(({ stream, version }) => [stream, version]))
          const found = [...versions]
            .map(([stream, version]) => ({ stream, version }))
            .filter(({ stream }) => stream.startsWith(prefix) && stream > after)
            .sort((a, b) => (a.stream < b.stream ? -1 : 1))
          return right({ epoch: head.epoch, streams: found.slice(0, limit), more: found.length > limit })
        }),

      heads: (after, limit) =>
        answer(checkHeads(after, limit), () => {
          const names = [...new Set(lines.map(({ tenant }) => tenant))].filter((name) => name > after).sort()
          const heads = names.slice(0, limit).map((tenant) => ({ tenant, head: stateOf(tenant).head }))
          return right({ epoch: head.epoch, heads, more: names.length > limit })
        }),

      onAppend: (tenant, wake) => {
        const listener = (): void => {
          if (listeners.has(listener)) wake()
        }
        if (!closed) listeners.set(listener, tenant)
        own.add(listener)
        return () => void listeners.delete(listener)
      },

      close: async () => {
        closed = true
        for (const listener of own) listeners.delete(listener)
      },
    }
  }

  return { sync, handle, close: () => fs.closeSync(file) }
}

/** What one Append comes to, and its line behind the tenant's log: a known id first, the expected version then. */
const appendTo = (log: Line[], tenant: Tenant, append: Append, clock: () => number): Outcome => {
  const { stream, expected, event } = append
  const known = log.filter((line) => line.stream === stream)
  const first = known.find(({ id }) => id === event.id)
  if (first !== undefined) return duplicate(structuredClone(first))
  if (!isExpected(expected, known.length)) return conflict(known.length)
  const last = log.at(-1)
  const version = known.length + 1
  const position = (last?.position ?? 0) + 1
  const recordedAt = Math.max(last?.recordedAt ?? 0, append.recordedAt ?? clock())
  const { body, ...parts } = event
  const text = body === undefined ? {} : { body: Buffer.from(body).toString('latin1') }
  log.push(asOnDisk({ ...parts, ...text, tenant, stream, version, position, recordedAt }))
  return appended(version, position, recordedAt)
}

/** A copy, as it will be read again: JSON has no -0. */
const asOnDisk = (line: Line): Line => JSON.parse(textOf(line)) as Line

const ofStream = (lines: readonly Line[], stream: StreamName): readonly Line[] =>
  lines.filter((line) => line.stream === stream)

/** The lines after this number, up to both bounds of a page; one at the least, whatever its size. */
const page = (
  state: LogState,
  lines: readonly Line[],
  numberOf: (line: Line) => number,
  after: number,
  limit: number,
): Page => {
  const rest = lines.filter((line) => numberOf(line) > after)
  const events: RecordedEvent[] = []
  let bytes = 0
  for (const line of rest.slice(0, limit)) {
    const event = recordedEvent(line)
    bytes += Buffer.byteLength(JSON.stringify(event))
    if (events.length > 0 && bytes > storeLimits.pageBytes) break
    events.push(event)
  }
  const at = lines.find((line) => numberOf(line) === after)?.id
  return { ...state, events, more: events.length < rest.length, ...(at === undefined ? {} : { at }) }
}

const recordedEvent = ({ tenant: _, body: __, ...event }: Line): RecordedEvent => structuredClone(event)

const forgotten = ({ personal: _, body: __, ...line }: Line): Line => ({ ...line, forgotten: true })
