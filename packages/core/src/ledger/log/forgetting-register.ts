import { left, right } from 'fp-ts/lib/Either.js'

import { unavailable } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Position, Tenant, Version } from '../../store/event.js'
import type { EventStore, Unsubscribe } from '../../store/event-store.js'
import type { Page, Seen } from '../../store/page.js'
import { type LogWatch, logWatch } from './log-watch.js'
import { forgottenIn, forgottenType, type PersonForgotten } from './person-forgotten.js'
import { personsStream } from './stream-names.js'

/** Whether what occurred then to this customer is forgotten. */
export type IsForgotten = (customerId: number, occurredAt: number) => boolean

/** Who was forgotten as of a version of the stream `persons`, and that version for the `seen` of an append. */
export interface KnownPersons {
  readonly isForgotten: IsForgotten
  readonly seen: Seen
}

/** Who was forgotten, as the log says it to every process. What is remembered is dropped where the log went back. */
export interface ForgettingRegister {
  /** What is remembered, without a call. A guess where nothing was read yet; `seen` makes the store check it. */
  known(tenant: Tenant): KnownPersons | undefined
  /** Reads on to the end of the stream `persons`. */
  read(tenant: Tenant): Answer<KnownPersons>
  /** The same, for callers that append nothing. */
  catchUp(tenant: Tenant): Answer<IsForgotten>
  /** Takes note that the stream `persons` stood at `seen` when an event was appended at this position. */
  confirm(tenant: Tenant, seen: Seen, position: Position): void
  /** Whether every forgetting at or before this position is known. */
  isKnownUpTo(tenant: Tenant, position: Position): boolean
  /** Calls the listener for each forgetting that is read, before the answer to which it counts. */
  onForgotten(listener: (forgotten: PersonForgotten) => void): Unsubscribe
  readonly watch: LogWatch
}

interface Known {
  version: Version
  id: string | undefined
  readonly untilOf: Map<number, number>
  /** Every forgetting at or before this position is known. */
  upTo: Position
  readonly isForgotten: IsForgotten
}

export const forgettingRegister = (
  events: EventStore,
  met: (forgotten: PersonForgotten) => void = () => {},
  watch: LogWatch = logWatch(),
): ForgettingRegister => {
  const tenants = new Map<Tenant, Known>()
  const reading = new Map<Tenant, Answer<KnownPersons>>()
  const listeners = new Set([met])
  watch.onDrop((tenant) => tenants.delete(tenant))

  const knownOf = (tenant: Tenant): Known => {
    const known = tenants.get(tenant) ?? nothingKnown()
    tenants.set(tenant, known)
    return known
  }

  const persons = (known: Known, epoch: string): KnownPersons => {
    const { version, id, isForgotten } = known
    return { isForgotten, seen: { epoch, stream: personsStream, version, ...(id === undefined ? {} : { id }) } }
  }

  const note = (tenant: Tenant, known: Known, page: Page): void => {
    for (const record of page.events) {
      if (record.version <= known.version) continue
      if (record.type === forgottenType) meet(known, forgottenIn(tenant, record))
      known.version = record.version
      known.id = record.id
    }
    if (page.more) return
    known.upTo = Math.max(known.upTo, page.head)
  }

  const meet = (known: Known, forgotten: PersonForgotten): void => {
    const { customerId, until } = forgotten
    for (const listener of listeners) listener(forgotten)
    known.untilOf.set(customerId, Math.max(until, known.untilOf.get(customerId) ?? until))
  }

  const readOn = async (tenant: Tenant): Answer<KnownPersons> => {
    for (let drops = 0; drops < mostDrops; ) {
      const known = knownOf(tenant)
      const { version, id } = known
      const begun = watch.begin(tenant)
      const page = await events.readStream(tenant, personsStream, version, pageSize)
      if (page._tag === 'Left') return page
      const isCurrent = watch.isCurrent(tenant, begun, page.right)
      if (isCurrent && version > 0 && page.right.at !== id) watch.drop(tenant)
      if (tenants.get(tenant) !== known) {
        drops += 1
        continue
      }
      note(tenant, known, page.right)
      if (!page.right.more) return right(persons(known, page.right.epoch))
    }
    return left(unavailable('the log went back again and again while it was read'))
  }

  const read: ForgettingRegister['read'] = (tenant) => {
    const joined = reading.get(tenant)
    if (joined !== undefined) return joined
    // It begins after all who ask in this turn: one read, later than each of their calls.
    const answer = Promise.resolve().then(() => {
      reading.delete(tenant)
      return readOn(tenant)
    })
    reading.set(tenant, answer)
    return answer
  }

  const catchUp: ForgettingRegister['catchUp'] = async (tenant) => {
    const known = await read(tenant)
    return known._tag === 'Left' ? known : right(known.right.isForgotten)
  }

  return {
    known: (tenant) => {
      const epoch = watch.epoch(tenant)
      return epoch === undefined ? undefined : persons(knownOf(tenant), epoch)
    },
    read,
    catchUp,
    confirm: (tenant, seen, position) => {
      const known = knownOf(tenant)
      if (known.version !== seen.version || known.id !== seen.id) return
      known.upTo = Math.max(known.upTo, position)
    },
    isKnownUpTo: (tenant, position) => position <= knownOf(tenant).upTo,
    onForgotten: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    watch,
  }
}

const pageSize = 1000
const mostDrops = 10

const nothingKnown = (): Known => {
  const untilOf = new Map<number, number>()
  const isForgotten: IsForgotten = (customerId, occurredAt) => occurredAt <= (untilOf.get(customerId) ?? -Infinity)
  return { version: 0, id: undefined, untilOf, upTo: 0, isForgotten }
}
