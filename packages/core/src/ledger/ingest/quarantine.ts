import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position } from '../../store/event.js'
import { organisationsArgument } from '../arguments/membership-arguments.js'
import { callback, oneOf, type ReadArgument, signal, text, whole } from '../arguments/read-argument.js'
import { options } from '../arguments/read-record.js'
import type { RunCall } from '../calls-in-flight.js'
import { quarantineTenant } from '../log/stream-names.js'
import type { QuarantineEntry } from '../quarantine/quarantine-entry.js'
import type { IngestContext } from './ingest-context.js'
import { listEntries } from './list-entries.js'
import { redriveEntry, type RedriveOptions, type RedriveOutcome } from './redrive.js'

/** Some entries, and where the next ones begin; without `next` there are no more. */
export interface QuarantinePage {
  readonly items: readonly QuarantineEntry[]
  readonly next?: Position
}

/** An entry with its body as it was received; without one where the entry has ended, and where it was forgotten. */
export interface QuarantineEntryDetails {
  readonly entry: QuarantineEntry
  readonly body?: Uint8Array
}

/** What came of a redrive of many. */
export interface RedriveSummary {
  readonly tried: number
  readonly redriven: number
  readonly stillQuarantined: number
}

/** Which page of the quarantine; all entries by default. */
export interface ListOptions {
  readonly after?: Position | undefined
  readonly limit?: number | undefined
  readonly status?: QuarantineEntry['status'] | undefined
}

/** Whom the bodies may speak for, and when `redriveAll` ends early. */
export interface RedriveAllOptions extends Pick<RedriveOptions, 'allowedOrgs'> {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((summary: RedriveSummary) => void) | undefined
}

/** Bodies that could not be facts: somebody looks at them, and decides. */
export interface Quarantine {
  /** The entries in the order of their first delivery, by default 100 a page and whatever their status. */
  list(options?: ListOptions): Answer<QuarantinePage>
  show(id: string): Answer<QuarantineEntryDetails | undefined>
  /** Tries the body again, with the decoder and options of now. */
  redrive(id: string, options?: RedriveOptions): Answer<RedriveOutcome>
  /**
   * The same for every entry that is open now, oldest first. Aborting ends it between two entries. It begins with the
   * bodies of entries that have ended, where a failure after an end left one: repeating it is safe, and finishes it.
   */
  redriveAll(options?: RedriveAllOptions): Answer<RedriveSummary>
  /** Ends an open entry and drops its body. Returns whether there was one. */
  discard(id: string): Answer<boolean>
}

/** The operations on the quarantine of a ledger; `run` makes each call of the ledger. */
export const quarantine = (context: IngestContext, run: RunCall): Quarantine => ({
  list: (given) =>
    run(async () => {
      const read = readList('options', given)
      return read._tag === 'Left' ? read : listEntries(context.events, context.quarantine, read.right)
    }),
  show: (given) => run(() => withId(given, (id) => showEntry(context, id))),
  redrive: (given, redriveOptions) =>
    run(() =>
      withId(given, async (id) => {
        const read = readRedrive('options', redriveOptions)
        return read._tag === 'Left' ? read : redriveEntry(context, id, read.right)
      }),
    ),
  redriveAll: (given) => run(() => redriveEntries(context, given)),
  discard: (given) => run(() => withId(given, (id) => discardEntry(context, id))),
})

const readList = options({
  after: whole(0),
  limit: whole(1),
  status: oneOf('open', 'redriven', 'discarded'),
})

const anyText: ReadArgument<string> = (argument, given) =>
  typeof given === 'string' ? right(given) : text(argument, given)

const readRedrive = options({ eventId: anyText, allowedOrgs: organisationsArgument })

const readRedriveAll = options({
  allowedOrgs: organisationsArgument,
  signal,
  onProgress: callback<(summary: RedriveSummary) => void>(),
})

const withId = async <A>(given: string, call: (id: string) => Answer<A>): Answer<A> => {
  const id = text('id', given)
  return id._tag === 'Left' ? id : call(id.right)
}

const showEntry = async (
  { events, quarantine: log }: IngestContext,
  id: string,
): Answer<QuarantineEntryDetails | undefined> => {
  const read = await log.read(id)
  if (read._tag === 'Left') return read
  const entry = read.right
  if (entry?.status !== 'open') return right(entry === undefined ? undefined : { entry })
  const body = await events.body(quarantineTenant, entry.position)
  if (body._tag === 'Left') return body
  return right(body.right === undefined ? { entry } : { entry, body: body.right })
}

const discardEntry = async ({ quarantine: log }: IngestContext, id: string): Answer<boolean> => {
  const entry = await log.read(id)
  if (entry._tag === 'Left') return entry
  const status = entry.right?.status
  if (status === undefined) return right(false)
  const ended = status === 'open' ? await log.mark(id, 'discarded', { by: 'host' }) : await log.dropBody(id)
  return ended._tag === 'Left' ? ended : right(status === 'open')
}

const redriveEntries = async (context: IngestContext, given: RedriveAllOptions | undefined): Answer<RedriveSummary> => {
  const read = readRedriveAll('options', given)
  if (read._tag === 'Left') return read
  const { signal: stop, onProgress, ...redriveOptions } = read.right
  const dropped = await context.quarantine.dropBodies()
  if (dropped._tag === 'Left') return dropped
  const ids = Array.from(context.quarantine.register.entries(), ([id]) => id)
  let summary: RedriveSummary = { tried: 0, redriven: 0, stillQuarantined: 0 }
  for (const id of ids) {
    if (stop?.aborted === true) break
    const outcome = await redriveEntry(context, id, redriveOptions)
    if (outcome._tag === 'Left') return outcome
    summary = counted(summary, outcome.right)
    onProgress?.(summary)
  }
  return right(summary)
}

const counted = ({ tried, redriven, stillQuarantined }: RedriveSummary, { _tag }: RedriveOutcome): RedriveSummary => ({
  tried: tried + 1,
  redriven: redriven + (_tag === 'Redriven' ? 1 : 0),
  stillQuarantined: stillQuarantined + (_tag === 'StillQuarantined' ? 1 : 0),
})
