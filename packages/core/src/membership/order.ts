import { type EventType, eventTypes, type PartnerProgramEvent } from './event.js'

/** What events of a membership are sorted by: `(occurredAt, rank, eventId)`, the id by code unit. */
export interface FoldOrder {
  /** ms since epoch */
  readonly occurredAt: number
  /** 0 Delinked, 1 Linked, 2 Updated, 3 Reminder */
  readonly rank: number
  readonly eventId: string
}

export const foldOrder = ({ occurredAt, type, eventId }: PartnerProgramEvent): FoldOrder => ({
  occurredAt,
  rank: rankOf(type),
  eventId,
})

export const rankOf = (type: EventType): number => eventTypes.indexOf(type)

/** Below 0 where `a` is folded before `b`; 0 only where all three are equal. */
export const compareFoldOrder = (a: FoldOrder, b: FoldOrder): number =>
  a.occurredAt - b.occurredAt || a.rank - b.rank || compareText(a.eventId, b.eventId)

/** Sorts events as they are folded and leaves each id in once, whatever the order and repetition of `events`. */
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

/** Sorts unequal copies of one id. Any rule would do that does not depend on the order of arrival. */
const compareCopies = (a: PartnerProgramEvent, b: PartnerProgramEvent): number =>
  compareEvents(a, b) || compareText(canonicalText(a), canonicalText(b))

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** JSON with the keys of every object sorted by code unit. */
const canonicalText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => compareText(a, b))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalText(field)}`).join()}}`
}
