import { right } from 'fp-ts/lib/Either.js'

import type { MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import { explain, type MembershipField, timeline, type TimelineEntry, type Twin } from '../../membership/timeline.js'
import type { PartnerProgramEvent } from '../../membership/event.js'
import type { Answer } from '../../store/answer.js'
import type { AsOf } from './known-at.js'
import { type StoredEvent, readStoredEvents, type Reader } from './read.js'

/** An event in its place in event order, with what it changed there, and with its place in the log. */
export type HistoryEntry = StoredEvent & Pick<TimelineEntry<PartnerProgramEvent>, 'changes' | 'anomalies'>

/** An event that was not folded, since it states the fact of another one (`of`), with its place in the log. */
export type HistoryTwin = StoredEvent & Pick<Twin<PartnerProgramEvent>, 'of'>

/** How a membership came to be what it is. */
export interface MembershipHistory {
  readonly membership: Membership
  readonly entries: readonly HistoryEntry[]
  /** Present where some fact was sent under two ids. */
  readonly twins?: readonly HistoryTwin[]
}

/** The timeline of a membership, at a point of either time axis. */
export const readTimeline = async (reader: Reader, key: MembershipKey, at: AsOf): Answer<MembershipHistory> => {
  const read = await readStoredEvents(reader, key, at)
  if (read._tag === 'Left') return read
  const { membership, entries, twins = [] } = timeline(key, eventsOf(read.right))
  const history = { membership, entries: located(read.right, entries) }
  return right(twins.length === 0 ? history : { ...history, twins: locatedTwins(read.right, twins) })
}

/** The events that made this field of the membership what it is, in event order. */
export const readExplanation = async (
  reader: Reader,
  key: MembershipKey,
  field: MembershipField,
  at: AsOf,
): Answer<readonly HistoryEntry[]> => {
  const read = await readStoredEvents(reader, key, at)
  return read._tag === 'Left' ? read : right(located(read.right, explain(key, eventsOf(read.right), field)))
}

const eventsOf = (stored: readonly StoredEvent[]): readonly PartnerProgramEvent[] => stored.map(({ event }) => event)

const locatedTwins = (
  logged: readonly StoredEvent[],
  twins: readonly Twin<PartnerProgramEvent>[],
): readonly HistoryTwin[] => {
  const ofId = new Map(twins.map(({ event, of }) => [event.eventId, of]))
  return logged.flatMap((one) => {
    const of = ofId.get(one.event.eventId)
    return of === undefined ? [] : [{ ...one, of }]
  })
}

const located = (
  stored: readonly StoredEvent[],
  entries: readonly TimelineEntry<PartnerProgramEvent>[],
): readonly HistoryEntry[] => {
  const places = new Map(stored.map((one) => [one.event.eventId, one]))
  return entries.flatMap(({ event, changes, anomalies }) => {
    const place = places.get(event.eventId)
    return place === undefined ? [] : [{ ...place, changes, anomalies }]
  })
}
