import type { PartnerProgramEvent } from '@partner-ledger/core/membership'

const ranks: Record<string, string> = {
  partnerProgramDelinked: '0',
  partnerProgramLinked: '1',
  partnerProgramUpdated: '2',
  supplementaryMembershipExpiryReminder: '3',
}

/** A text that sorts by code unit as the design orders events: time, rank, id. */
const sortText = ({ occurredAt, type, eventId }: PartnerProgramEvent): string =>
  `${String(occurredAt).padStart(17, '0')}${ranks[type] ?? ''}${eventId}`

/** Whether `a` may be folded into a state that `b` was folded into last: it has a later time, or the same and a later rank. */
export const followsInTimeAndRank = (a: PartnerProgramEvent, b: PartnerProgramEvent): boolean =>
  sortText({ ...a, eventId: '' }) > sortText({ ...b, eventId: '' })

/** The events as the design orders them, found another way than the source does: by one text each. */
export const expectedOrder = <E extends PartnerProgramEvent>(events: readonly E[]): readonly E[] => {
  const byText = new Map(events.map((event) => [sortText(event), event]))
  return [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? [])
}

/** Whether `a` sorts before `b`, by the same text. */
export const sortsBefore = (a: PartnerProgramEvent, b: PartnerProgramEvent): boolean => sortText(a) < sortText(b)

/** Of the copies of each id the one least in place and then in key-sorted JSON. */
export const leastCopies = (events: readonly PartnerProgramEvent[]): readonly PartnerProgramEvent[] => {
  const ids = [...new Set(events.map(({ eventId }) => eventId))]
  return ids.flatMap((id) => {
    const copies = events.filter(({ eventId }) => eventId === id)
    const least = copies.map((copy) => `${sortText(copy)} ${keySorted(copy)}`).sort()[0]
    return copies.find((copy) => `${sortText(copy)} ${keySorted(copy)}` === least) ?? []
  })
}

const keySorted = (value: unknown): string => JSON.stringify(value, sortKeys)

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
