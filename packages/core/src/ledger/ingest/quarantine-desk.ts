import { left, right } from 'fp-ts/lib/Either.js'

import type { Position } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import { invalidArgument } from '../../store/store-error.js'
import type { IngestContext } from './ingest-context.js'
import type { QuarantineEntry } from '../quarantine/quarantine-entry.js'
import { redriveEntry, type RedriveOptions, type RedriveOutcome } from './redrive.js'
import { quarantineTenant } from '../log/stream-names.js'

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

/** Where somebody looks at what could not be a fact, and decides. */
export interface QuarantineDesk {
  /** The entries in the order of their first delivery, 100 a page unless told; all of them, or those of one status. */
  list(options?: ListOptions): Answer<QuarantinePage>
  show(id: string): Answer<QuarantineEntryDetails | undefined>
  /** Tries the body again, with the decoder and options of now. */
  redrive(id: string, options?: RedriveOptions): Answer<RedriveOutcome>
  /**
   * The same for every entry that is open now, oldest first. Aborting ends it between two entries. It begins with the
   * bodies of entries that have ended, where a failure behind an end left one: repeating it is safe, and finishes it.
   */
  redriveAll(options?: {
    readonly signal?: AbortSignal
    readonly onProgress?: (summary: RedriveSummary) => void
  }): Answer<RedriveSummary>
  /** Ends an open entry and drops its body. Answers whether there was one. */
  discard(id: string): Answer<boolean>
}

export interface ListOptions {
  readonly after?: Position
  readonly limit?: number
  readonly status?: QuarantineEntry['status']
}

export const quarantineDesk = (door: IngestContext): QuarantineDesk => {
  const { register, mark, dropBody, dropBodies } = door.quarantine

  const known = async (): Answer<readonly QuarantineEntry[]> => {
    const read = await register.catchUp()
    return read._tag === 'Left' ? left(read.left) : right([...register.all()])
  }

  return {
    list: async ({ after = 0, limit = 100, status } = {}) => {
      if (!Number.isInteger(limit) || limit < 1) return left(invalidArgument('limit', 'a whole number of 1 or more'))
      const entries = await known()
      if (entries._tag === 'Left') return entries
      const rest = entries.right.filter((entry) => entry.position > after && (status ?? entry.status) === entry.status)
      const items = rest.slice(0, limit)
      const last = items.at(-1)
      return right(rest.length > limit && last !== undefined ? { items, next: last.position } : { items })
    },
    show: async (id) => {
      const read = await register.catchUp()
      if (read._tag === 'Left') return read
      const entry = register.get(id)
      if (entry?.status !== 'open') return right(entry === undefined ? undefined : { entry })
      const body = await door.events.body(quarantineTenant, entry.position)
      if (body._tag === 'Left') return body
      return right(body.right === undefined ? { entry } : { entry, body: body.right })
    },
    redrive: (id, options) => redriveEntry(door, id, options),
    redriveAll: async ({ signal, onProgress } = {}) => {
      const dropped = await dropBodies()
      if (dropped._tag === 'Left') return dropped
      const entries = await known()
      if (entries._tag === 'Left') return entries
      let summary: RedriveSummary = { tried: 0, redriven: 0, stillQuarantined: 0 }
      for (const { id, status } of entries.right) {
        if (signal?.aborted === true) break
        if (status !== 'open') continue
        const outcome = await redriveEntry(door, id)
        if (outcome._tag === 'Left') return outcome
        summary = counted(summary, outcome.right)
        onProgress?.(summary)
      }
      return right(summary)
    },
    discard: async (id) => {
      const read = await register.catchUp()
      if (read._tag === 'Left') return read
      const status = register.get(id)?.status
      if (status === undefined) return right(false)
      const ended = status === 'open' ? await mark(id, 'discarded', { by: 'host' }) : await dropBody(id)
      return ended._tag === 'Left' ? ended : right(status === 'open')
    },
  }
}

const counted = ({ tried, redriven, stillQuarantined }: RedriveSummary, { _tag }: RedriveOutcome): RedriveSummary => ({
  tried: tried + 1,
  redriven: redriven + (_tag === 'Redriven' ? 1 : 0),
  stillQuarantined: stillQuarantined + (_tag === 'StillQuarantined' ? 1 : 0),
})
