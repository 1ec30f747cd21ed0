import type { PartnerProgramEvent } from './event.js'
import { compareText, rankOf } from './order.js'
import { factKey, type RecordedMillis, recordedMillis } from './recorded-content.js'
import { type Fact, factsOfKey, isDerived, isSameFact } from './twins.js'

/** A fact of a membership. */
export type MembershipFact = Fact<PartnerProgramEvent>

type Facts = readonly { readonly fact: MembershipFact }[]

/** What an event alters in a list of facts: those from `from` up to `to`, which is not one of them, become `facts`. */
export interface Insertion {
  readonly from: number
  readonly to: number
  /** At least one. */
  readonly facts: readonly MembershipFact[]
}

/**
 * What one more event alters in the facts, which must be in fold order: the facts of its own moment, type and fact key alone.
 * Its id must be new. Only the facts of that moment are looked at.
 */
export const insertionOf = (facts: Facts, event: PartnerProgramEvent): Insertion => {
  const first = firstIndex(facts, (other) => compareMoments(other, event) >= 0)
  const end = firstIndex(facts, (other) => compareMoments(other, event) > 0)
  const before = factsLike(facts.slice(first, end), event)
  const after = factsOfKey([...before.flatMap(({ event, twins }) => [event, ...twins]), event])
  const added = without(after, before)
  const removed = new Set(without(before, after))
  const ids = [...removed, ...added].map((fact) => fact.event.eventId).sort(compareText)
  const from = indexOfId(facts, event, ids[0] ?? '', 0)
  const to = indexOfId(facts, event, ids.at(-1) ?? '', 1)
  const kept = facts.slice(from, to).flatMap(({ fact }) => (removed.has(fact) ? [] : [fact]))
  return { from, to, facts: [...kept, ...added].sort((a, b) => compareText(a.event.eventId, b.event.eventId)) }
}

/**
 * The facts of a moment that one with this event in it may differ in: those of its fact key whose milliseconds agree with its
 * own, or with those of such a fact. None where no id is derived, since there are no twins then.
 */
const factsLike = (moment: Facts, event: PartnerProgramEvent): readonly MembershipFact[] => {
  if (!isDerived(event) && !moment.some(({ fact }) => isDerived(fact.event) || fact.twins.length > 0)) return []
  const key = factKey(event)
  let others = moment.flatMap(({ fact }) => (factKey(fact.event) === key ? [fact] : []))
  const found: MembershipFact[] = []
  const next = [event]
  for (let one = next.pop(); one !== undefined && others.length > 0; one = next.pop()) {
    const millis = recordedMillis(one)
    const near = others.filter((fact) => statesAny(fact, millis))
    if (near.length === 0) continue
    const isNear = new Set(near)
    others = others.filter((fact) => !isNear.has(fact))
    for (const fact of near) next.push(fact.event, ...fact.twins)
    found.push(...near)
  }
  return found
}

const statesAny = ({ event, twins }: MembershipFact, millis: RecordedMillis): boolean =>
  agree(recordedMillis(event), millis) || twins.some((twin) => agree(recordedMillis(twin), millis))

/** Whether milliseconds are equal wherever both state them. */
const agree = (a: RecordedMillis, b: RecordedMillis): boolean =>
  (a.tier === undefined || b.tier === undefined || a.tier === b.tier) &&
  (a.membership === undefined || b.membership === undefined || a.membership === b.membership)

/** Those of the facts that are not, with the same twins and milliseconds, among the others. */
const without = (facts: readonly MembershipFact[], others: readonly MembershipFact[]): readonly MembershipFact[] => {
  const known = new Map(others.map((fact) => [fact.event, fact]))
  return facts.filter((fact) => {
    const other = known.get(fact.event)
    return other === undefined || !isSameFact(fact, other)
  })
}

/** Where an id comes into the facts of the event's moment: before a fact of that id, or after it (`side` 1). */
const indexOfId = (facts: Facts, event: PartnerProgramEvent, eventId: string, side: 0 | 1): number =>
  firstIndex(facts, (other) => (compareMoments(other, event) || compareText(other.eventId, eventId)) >= side)

const compareMoments = (a: PartnerProgramEvent, b: PartnerProgramEvent): number =>
  a.occurredAt - b.occurredAt || rankOf(a.type) - rankOf(b.type)

/** The first fact whose event satisfies this, by binary search. */
const firstIndex = (facts: Facts, isAfter: (event: PartnerProgramEvent) => boolean): number => {
  let low = 0
  let high = facts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const fact = facts[middle]?.fact
    if (fact !== undefined && !isAfter(fact.event)) low = middle + 1
    else high = middle
  }
  return low
}
