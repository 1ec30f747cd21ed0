import type { PartnerProgramEvent } from './event.js'
import { compareText } from './order.js'
import { factKey, recordedMillis } from './recorded-content.js'
import { type Candidate, candidateIndex } from './strongest-match.js'

/** A fact that is folded once, under however many ids it was sent. */
export interface Fact<E> {
  /** The event that stays, as it was recorded. */
  readonly event: E
  /** The event that is folded: it has the milliseconds of its twins where it states none itself. */
  readonly folded: PartnerProgramEvent
  /** The other events of the fact, the strongest first. They are not folded. */
  readonly twins: readonly E[]
}

/** Whether any of the events may be the twin of another. The events must be sorted. Most streams hold none. */
export const mayHoldTwins = (sorted: readonly PartnerProgramEvent[]): boolean =>
  sorted.some((event, index) => {
    const next = sorted[index + 1]
    return next !== undefined && areOfOneMoment(event, next) && (isDerived(event) || isDerived(next))
  })

/**
 * The facts that the events state, in fold order. The events must be sorted, each id once. Two events are twins, and one fact,
 * where their fact keys agree, their milliseconds are equal wherever both state them, and at least one id is derived.
 */
export const factsIn = <E extends PartnerProgramEvent>(sorted: readonly E[]): readonly Fact<E>[] => {
  const moments: E[][] = []
  for (const event of sorted) {
    const moment = moments.at(-1)
    const first = moment?.[0]
    if (moment !== undefined && first !== undefined && areOfOneMoment(first, event)) moment.push(event)
    else moments.push([event])
  }
  return moments.flatMap(factsOfMoment)
}

/** Whether both happened at one moment and are of one type: no others are twins. */
export const areOfOneMoment = (a: PartnerProgramEvent, b: PartnerProgramEvent): boolean =>
  a.occurredAt === b.occurredAt && a.type === b.type

/** The prefixes of the recipes by which this library derives ids. A given id with such a prefix counts as derived. */
export const isDerived = ({ eventId }: PartnerProgramEvent): boolean => /^[dme]1:/.test(eventId)

const factsOfMoment = <E extends PartnerProgramEvent>(events: readonly E[]): readonly Fact<E>[] => {
  if (events.length < 2 || !events.some(isDerived)) return events.map(alone)
  const byKey = new Map<string, E[]>()
  for (const event of events) {
    const key = factKey(event)
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, [event])
    else known.push(event)
  }
  return [...byKey.values()].flatMap(factsOfKey).sort((a, b) => compareText(a.event.eventId, b.event.eventId))
}

const alone = <E extends PartnerProgramEvent>(event: E): Fact<E> => ({ event, folded: event, twins: [] })

/** Whether two facts of one event are folded alike, and have the same twins. */
export const isSameFact = <E extends PartnerProgramEvent>(a: Fact<E>, b: Fact<E>): boolean =>
  a.twins.length === b.twins.length &&
  a.twins.every((twin, index) => twin === b.twins[index]) &&
  tierMillisOf(a.folded) === tierMillisOf(b.folded) &&
  membershipMillisOf(a.folded) === membershipMillisOf(b.folded)

interface Sent<E> extends Candidate {
  readonly event: E
}

/**
 * The facts that events of one moment, type and fact key state. From the strongest down, an event stays unless one that stays
 * already is its twin.
 */
export const factsOfKey = <E extends PartnerProgramEvent>(events: readonly E[]): readonly Fact<E>[] => {
  if (events.length < 2) return events.map(alone)
  const staying = candidateIndex<Sent<E>>()
  const withTier = candidateIndex<Sent<E>>()
  const withMembership = candidateIndex<Sent<E>>()
  const twinsOf = new Map<Sent<E>, E[]>()
  for (const sent of strongestFirst(events)) {
    const twin = isDerived(sent.event) ? staying.strongest(sent.millis) : undefined
    if (twin === undefined) {
      staying.add(sent)
      twinsOf.set(sent, [])
      continue
    }
    twinsOf.get(twin)?.push(sent.event)
    if (tierMillisOf(sent.event) !== undefined) withTier.add(sent)
    if (membershipMillisOf(sent.event) !== undefined) withMembership.add(sent)
  }
  return [...twinsOf].map(([{ event, millis }, twins]) => {
    const tier = tierMillisOf(event) ?? tierMillisOf(withTier.strongest(millis)?.event)
    const membership = membershipMillisOf(event) ?? membershipMillisOf(withMembership.strongest(millis)?.event)
    return { event, folded: withMillis(event, tier, membership), twins }
  })
}

/** A given id is stronger than a derived one, then more milliseconds, then the least id. */
const strongestFirst = <E extends PartnerProgramEvent>(events: readonly E[]): readonly Sent<E>[] =>
  events
    .map((event) => ({ event, millis: recordedMillis(event), isDerived: isDerived(event) }))
    .sort(
      (a, b) =>
        Number(a.isDerived) - Number(b.isDerived) ||
        stated(b.millis) - stated(a.millis) ||
        compareText(a.event.eventId, b.event.eventId),
    )
    .map(({ event, millis }, rank) => ({ event, millis, rank }))

const stated = ({ tier, membership }: Candidate['millis']): number =>
  Number(tier !== undefined) + Number(membership !== undefined)

const tierMillisOf = (event: PartnerProgramEvent | undefined): number | undefined =>
  event !== undefined && 'details' in event ? event.details.partnerTierExpiryDateInMillis : undefined

const membershipMillisOf = (event: PartnerProgramEvent | undefined): number | undefined =>
  event !== undefined && 'details' in event ? event.details.membershipExpiryDateInMillis : undefined

const withMillis = (
  event: PartnerProgramEvent,
  tier: number | undefined,
  membership: number | undefined,
): PartnerProgramEvent => {
  if (!('details' in event) || (tier === tierMillisOf(event) && membership === membershipMillisOf(event))) return event
  const details = {
    ...event.details,
    ...(tier === undefined ? {} : { partnerTierExpiryDateInMillis: tier }),
    ...(membership === undefined ? {} : { membershipExpiryDateInMillis: membership }),
  }
  return { ...event, details }
}
