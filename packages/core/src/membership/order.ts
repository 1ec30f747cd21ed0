import { type EventType, eventTypes, type PartnerProgramEvent } from './event.js'

/** A place in the order of a membership's events: `(occurredAt, rank, eventId)`, the id by code unit. */
export interface FoldOrder {
  /** ms since epoch */
  readonly occurredAt: number
  /** 0 Delinked, 1 Linked, 2 Updated, 3 Reminder */
  readonly rank: number
  readonly eventId: string
}

export const placeOf = ({ occurredAt, type, eventId }: PartnerProgramEvent): FoldOrder => ({
  occurredAt,
  rank: rankOf(type),
  eventId,
})

export const rankOf = (type: EventType): number => eventTypes.indexOf(type)

/** Below 0 where `a` is folded before `b`; 0 only for the same place. */
export const comparePlaces = (a: FoldOrder, b: FoldOrder): number =>
  a.occurredAt - b.occurredAt || a.rank - b.rank || compareText(a.eventId, b.eventId)

/** The events in the order in which they are folded: each id once, whatever order and repetition they came in. */
export const inEventOrder = <E extends PartnerProgramEvent>(events: Iterable<E>): readonly E[] => {
  const first = new Map<string, E>()
  for (const event of events) {
    const known = first.get(event.eventId)
    if (known === undefined || (known !== event && compareCopies(event, known) < 0)) first.set(event.eventId, event)
  }
  return [...first.values()].sort(compareEvents)
}

const compareEvents = (a: PartnerProgramEvent, b: PartnerProgramEvent): number =>
  a.occurredAt - b.occurredAt || rankOf(a.type) - rankOf(b.type) || compareText(a.eventId, b.eventId)

/** Of unequal copies of one id any rule would do, if only it does not look at their order. */
const compareCopies = (a: PartnerProgramEvent, b: PartnerProgramEvent): number =>
  compareEvents(a, b) || compareText(canonicalText(a), canonicalText(b))

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** JSON with the keys of every object sorted by code unit. */
const canonicalText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => compareText(a, b))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalText(field)}`).join()}}`
}
