import type { PartnerProgramEvent } from '@partner-ledger/core/membership'

type Values = Record<string, unknown>

const names = ['partnerTierExpiryDateInMillis', 'membershipExpiryDateInMillis'] as const

/** The stated parts of an event as one flat record. */
const flat = (event: PartnerProgramEvent): Values => ({ ...event, ...('details' in event ? event.details : {}) })

/** What the first decoder would have kept of a field. */
const first = (event: PartnerProgramEvent, field: string): unknown =>
  (event.learned ?? []).some((mark) => mark === field) ? undefined : flat(event)[field]

const keyFields =
  'orgId type refId occurredAt loyaltyProgramId partnerProgramId customerId updateType partnerTierNumber partnerTierExpiryDate membershipExpiryDate scheduledExpiryDate'

const keyOf = (event: PartnerProgramEvent): string =>
  keyFields
    .split(' ')
    .map((field) => JSON.stringify([field, first(event, field) ?? null]))
    .join()

const isDerived = ({ eventId }: PartnerProgramEvent): boolean =>
  eventId.startsWith('d1:') || eventId.startsWith('m1:') || eventId.startsWith('e1:')

/** Whether the design takes two events for one fact: pair by pair, as it is written. */
export const areTwins = (a: PartnerProgramEvent, b: PartnerProgramEvent): boolean =>
  a.eventId !== b.eventId &&
  keyOf(a) === keyOf(b) &&
  (isDerived(a) || isDerived(b)) &&
  names.every((name) => agrees(a, b, name))

const agrees = (a: PartnerProgramEvent, b: PartnerProgramEvent, name: string): boolean => {
  const one = first(a, name)
  const other = first(b, name)
  return one === undefined || other === undefined || one === other
}

const strength = (event: PartnerProgramEvent): string => {
  const lacking = names.filter((name) => first(event, name) === undefined).length
  return `${isDerived(event) ? 1 : 0}${lacking}${event.eventId}`
}

const byText = <E>(events: readonly E[], text: (event: E) => string): readonly E[] =>
  events.toSorted((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0))

/** The events of which each fact is folded once, with the milliseconds of their twins; the order is left as it is. */
export const oncePerFact = (events: readonly PartnerProgramEvent[]): readonly PartnerProgramEvent[] => {
  const strongest = byText(events, strength)
  const staying: PartnerProgramEvent[] = []
  for (const event of strongest) if (!staying.some((other) => areTwins(event, other))) staying.push(event)
  return events
    .filter((event) => staying.includes(event))
    .map((event) => {
      if (!('details' in event)) return event
      const details: Values = { ...event.details }
      for (const name of names) {
        const giver = strongest.find((other) => areTwins(event, other) && flat(other)[name] !== undefined)
        if (details[name] === undefined && giver !== undefined) details[name] = flat(giver)[name]
      }
      return { ...event, details }
    })
}
