import { createHash } from 'node:crypto'

import { left, right } from 'fp-ts/lib/Either.js'

import { outcomeUnknown } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Facts, NewEvent, RecordedEvent } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { Appended, Duplicate } from '../../store/outcome.js'
import type { LogWatch } from '../log/log-watch.js'
import { quarantineTenant } from '../log/stream-names.js'
import { visitStream } from '../log/visit.js'
import { type EntryRecord, evolveEntry, type QuarantineEntry } from './quarantine-entry.js'
import { type QuarantineRegister, quarantineRegister } from './quarantine-register.js'

/** The quarantine as records of its reserved tenant: what every operation on it is made of. */
export interface QuarantineLog {
  readonly register: QuarantineRegister
  /** Appends one record to the stream of an entry, whatever its version. */
  append(entry: string, event: Omit<NewEvent, 'schema' | 'occurredAt'>): Answer<Appended | Duplicate>
  /** The entry as its stream has it; `undefined`: there is none. */
  read(entry: string): Answer<QuarantineEntry | undefined>
  /** Marks the entry and drops its body; a mark that is there already stays as it is. */
  mark(entry: string, record: Extract<EntryRecord, 'redriven' | 'discarded'>, facts: Facts): Answer<void>
  /** Drops the body of an entry that has ended: what a crash after its mark left undone. */
  dropBody(entry: string): Answer<void>
  /** Does so for every such entry. */
  dropBodies(): Answer<void>
}

export const quarantineLog = (events: EventStore, clock: () => number, watch: LogWatch): QuarantineLog => {
  const register = quarantineRegister(events, watch)

  const append: QuarantineLog['append'] = async (stream, given) => {
    const event = { ...given, schema: 1, occurredAt: clock() }
    const begun = watch.begin(quarantineTenant)
    const written = await events.append(quarantineTenant, [{ stream, expected: 'any', event }])
    if (written._tag === 'Left') return written
    watch.isCurrent(quarantineTenant, begun, written.right)
    const outcome = 'stale' in written.right ? undefined : written.right.outcomes[0]
    if (outcome === undefined || outcome._tag === 'conflict')
      return left(outcomeUnknown('the store returned no outcome, or a conflict where any version was expected'))
    if (outcome._tag === 'appended') register.appended(recordOf(stream, event, outcome))
    return right(outcome)
  }

  const dropBody: QuarantineLog['dropBody'] = async (entry) => {
    register.undropped.add(entry)
    const dropped = await events.forget(quarantineTenant, entry, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    if (dropped._tag === 'Right') register.undropped.delete(entry)
    return dropped
  }

  return {
    register,
    append,
    dropBody,
    read: async (id) => {
      let entry: QuarantineEntry | undefined
      const read = await visitStream(events, quarantineTenant, id, 0, (record) => {
        entry = evolveEntry(entry, record)
      })
      return read._tag === 'Left' ? read : right(entry)
    },
    mark: async (entry, record, facts) => {
      const written = await append(entry, { id: record, type: record, facts })
      return written._tag === 'Left' ? written : dropBody(entry)
    },
    dropBodies: async () => {
      const known = await register.catchUp()
      if (known._tag === 'Left') return known
      for (const entry of [...register.undropped]) {
        const dropped = await dropBody(entry)
        if (dropped._tag === 'Left') return dropped
      }
      return right(undefined)
    },
  }
}

const recordOf = (stream: string, event: NewEvent, { version, position, recordedAt }: Appended): RecordedEvent => {
  const { id, type, occurredAt, schema, facts } = event
  return { stream, version, position, recordedAt, id, type, occurredAt, schema, facts }
}

/** A body is one entry however often it comes, until it grows old: its SHA-256 in hex names it. */
export const entryId = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex')
