/**
 * A store of one's own, whole in this file: a text file to which events are appended, one JSON line each, and which is
 * read into memory when it is opened. It is durable and made to be read: every call looks through the whole log,
 * forgetting rewrites the file, lines have no checksums, and a second process at the same file goes unnoticed.
 */
import * as fs from 'node:fs'
import { dirname } from 'node:path'

import type { Answer, Append, Either, EventStore, NonEmptyArray, Outcome } from '@partner-ledger/core/store'
import type { RecordedEvent, StoreError, Tenant, Unsubscribe } from '@partner-ledger/core/store'
import { appended, conflict, duplicate, isExpected, left, right } from '@partner-ledger/core/store'
import { checkAppend, checkLimit, checkName, checkRead, checkWhole } from '@partner-ledger/core/store'
import { cannotOpen, LedgerError, outcomeUnknown, storeClosed, unavailable } from '@partner-ledger/core/store'

/** The first line. */
type Head = Readonly<Record<'format' | 'epoch', string>>

/** Every other line is a recorded event with its tenant and its body, which has a character for each byte. */
type Line = RecordedEvent & { readonly tenant: Tenant; readonly body?: string }

/** A file that is open. Its handles see each other's events at once; it closes after them. */
export interface JsonLinesFile {
  /** Whether an append is on the disk when it is answered. */
  readonly sync: boolean
  handle(clock?: () => number): EventStore
  close(): void
}

const format = 'partner-ledger json lines 1'

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

  /** Every call does all its work at once, so none is under way when another one begins, or when the store is closed. */
  const handle = (clock: () => number = Date.now): EventStore => {
    const own = new Set<Unsubscribe>()
    let closed = false

    const answer = async <A>(fault: StoreError | undefined, work: () => Either<StoreError, A>): Answer<A> =>
      closed ? left(storeClosed) : fault === undefined ? work() : left(fault)

    return {
      epoch: () => answer(undefined, () => right(head.epoch)),

      append: (tenant, appends) =>
        answer(checkAppend(tenant, appends), () => {
          const log = [...linesOf(tenant)]
          const [first, ...others] = appends
          const outcomes: NonEmptyArray<Outcome> = [appendTo(log, tenant, first, clock)]
          for (const append of others) outcomes.push(appendTo(log, tenant, append, clock))
          const fault = add(log.slice(linesOf(tenant).length))
          if (fault !== undefined) return left(fault)
          for (const [wake, of] of listeners) if (of === tenant) setImmediate(wake)
          return right(outcomes)
        }),

      readStream: (tenant, stream, after, limit) =>
        answer(checkRead(tenant, after, limit) ?? checkName('stream', stream), () =>
          right(page(linesOf(tenant), (line) => line.stream === stream && line.version > after, limit)),
        ),

      readAll: (tenant, after, limit) =>
        answer(checkRead(tenant, after, limit), () =>
          right(page(linesOf(tenant), ({ position }) => position > after, limit)),
        ),

      body: (tenant, position) =>
        answer(checkName('tenant', tenant) ?? checkWhole('position', position, 0), () => {
          const body = linesOf(tenant).find((line) => line.position === position)?.body
          return right(body === undefined ? undefined : new Uint8Array(Buffer.from(body, 'latin1')))
        }),

      forget: (tenant, stream, upTo, occurredUntil) =>
        answer(checkName('tenant', tenant) ?? checkName('stream', stream) ?? cutFault(upTo, occurredUntil), () => {
          const isMeant = (line: Line): boolean =>
            line.tenant === tenant && line.stream === stream && line.version <= upTo && line.occurredAt <= occurredUntil
          const fault = replace(lines.map((line) => (isMeant(line) ? forgotten(line) : line)))
          return fault === undefined ? right(undefined) : left(fault)
        }),

      head: (tenant) => answer(checkName('tenant', tenant), () => right(linesOf(tenant).at(-1)?.position ?? 0)),

      tenants: (after, limit) =>
        answer((after === '' ? undefined : checkName('tenant', after)) ?? checkLimit(limit), () => {
          const names = [...new Set(lines.map(({ tenant }) => tenant))].sort()
          return right(names.filter((name) => name > after).slice(0, limit))
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
  const { body, ...parts } = structuredClone(event)
  const text = body === undefined ? {} : { body: Buffer.from(body).toString('latin1') }
  log.push({ ...parts, ...text, tenant, stream, version, position, recordedAt })
  return appended(version, position, recordedAt)
}

const page = (lines: readonly Line[], isWanted: (line: Line) => boolean, limit: number): readonly RecordedEvent[] =>
  lines.filter(isWanted).slice(0, limit).map(recordedEvent)

const recordedEvent = ({ tenant: _, body: __, ...event }: Line): RecordedEvent => structuredClone(event)

const cutFault = (upTo: number, occurredUntil: number): StoreError | undefined =>
  checkWhole('upTo', upTo, 0) ?? checkWhole('occurredUntil', occurredUntil, Number.MIN_SAFE_INTEGER)

const forgotten = ({ personal: _, body: __, ...line }: Line): Line => ({ ...line, forgotten: true })

const textOf = (line: Head | Line): string => `${JSON.stringify(line)}\n`

/** What the file says. A last line without its end was never acknowledged: its writer died over it. */
const readOrMake = (path: string): { readonly head: Head; readonly lines: readonly Line[] } => {
  if (!fs.existsSync(path)) writeWhole(path, { format, epoch: crypto.randomUUID() }, [])
  const written = fs.readFileSync(path, 'utf8')
  const whole = written.slice(0, written.lastIndexOf('\n') + 1)
  const [head, ...lines] = whole.split('\n').slice(0, -1).map(parsed) as [Head | undefined, ...Line[]]
  if (head?.format !== format) throw new LedgerError(cannotOpen('not-a-ledger', 'the first line names another format'))
  if (whole.length < written.length) writeWhole(path, head, lines)
  return { head, lines }
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    throw new LedgerError(cannotOpen('damaged', 'a line is not JSON'))
  }
}

/** Puts a file with these lines in the place of the old one, in one step that is on the disk once it answers. */
const writeWhole = (path: string, head: Head, lines: readonly Line[]): void => {
  fs.writeFileSync(`${path}.new`, [head, ...lines].map(textOf).join(''), { mode: 0o600, flush: true })
  fs.renameSync(`${path}.new`, path)
  const folder = fs.openSync(dirname(path), 'r')
  fs.fsyncSync(folder)
  fs.closeSync(folder)
}
