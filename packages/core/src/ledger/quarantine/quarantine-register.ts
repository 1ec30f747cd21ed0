import { left, right } from 'fp-ts/lib/Either.js'

import type { Position, RecordedEvent } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import { evolveEntry, type QuarantineEntry } from './quarantine-entry.js'
import { quarantineTenant } from '../log/stream-names.js'
import { visitLog } from '../log/visit.js'

/** The entries as the quarantine's log tells them, with how much room the open ones take. */
export interface QuarantineRegister {
  /** Reads on to the end of the log, which other processes write too. */
  catchUp(): Answer<void>
  get(id: string): QuarantineEntry | undefined
  /** In the order of their first delivery. */
  all(): Iterable<QuarantineEntry>
  /** Those that have not ended, in the same order. */
  open(): Iterable<QuarantineEntry>
  /** The ended ones whose body is not known to be dropped; whoever ended them may be about to. */
  readonly undropped: Set<string>
  /** The room that the open ones take. */
  readonly room: { readonly entries: number; readonly bytes: number }
}

export const quarantineRegister = (events: EventStore): QuarantineRegister => {
  const entries = new Map<string, QuarantineEntry>()
  const open = new Map<string, QuarantineEntry>()
  const undropped = new Set<string>()
  let bytes = 0
  let position: Position = 0
  let reading: Answer<void> | undefined

  const keep = (entry: QuarantineEntry): void => {
    const wasOpen = open.has(entry.id)
    const isOpen = entry.status === 'open'
    if (isOpen) open.set(entry.id, entry)
    else open.delete(entry.id)
    bytes += entry.bytes * (Number(isOpen) - Number(wasOpen))
    entries.set(entry.id, entry)
  }

  const readOn = async (): Answer<void> => {
    const read = await visitLog(events, quarantineTenant, position, (record) => {
      const entry = evolveEntry(entries.get(record.stream), record)
      if (entry !== undefined) keep(entry)
      // Dropping a body marks every record of its stream, the one that ended the entry too.
      if (entry !== undefined && isEnd(record) && record.forgotten !== true) undropped.add(entry.id)
      position = record.position
    })
    return read._tag === 'Left' ? left(read.left) : right(undefined)
  }

  return {
    // A reader that joins one under way would miss what was appended since that one began.
    catchUp: () => {
      const next = reading === undefined ? readOn() : reading.then(readOn, readOn)
      reading = next
      return next
    },
    get: (id) => entries.get(id),
    all: () => entries.values(),
    open: () => open.values(),
    undropped,
    get room() {
      return { entries: open.size, bytes }
    },
  }
}

const isEnd = ({ type }: RecordedEvent): boolean => type === 'redriven' || type === 'discarded'
