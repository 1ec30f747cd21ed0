import { type Draft, draftFrom, emptyDraft, finish } from './draft.js'
import type { PartnerProgramEvent } from './event.js'
import { step } from './evolve.js'
import { ofKey } from './fold.js'
import { insertionOf, type MembershipFact } from './fact-insertion.js'
import type { MembershipKey } from './key.js'
import type { Membership, Period } from './membership.js'
import { inEventOrder } from './order.js'
import { reopen } from './period.js'
import { same } from './same.js'
import { factsIn } from './twins.js'

/** A membership with the steps of its fold, so that an event that comes late folds anew only what it alters. Immutable. */
export interface IncrementalFold {
  readonly membership: Membership
  /** In fold order. */
  readonly steps: readonly FoldStep[]
}

/** All that a later step reads of what was folded so far. Periods and anomalies before are only carried along. */
interface Tail {
  readonly program: Membership['program']
  readonly reminder: Membership['reminder']
  /** The last period. Its opening, and a closed one but for its ends, are those of the membership: they may be outdated here. */
  readonly last: Period | undefined
}

/** What the fold of one fact added, and what it came to. */
interface FoldStep extends Tail {
  readonly fact: MembershipFact
  readonly periods: number
  readonly anomalies: number
}

/** What `foldMembership` returns for these events, with its steps. */
export const incrementalFold = (key: MembershipKey, events: Iterable<PartnerProgramEvent>): IncrementalFold => {
  const draft = emptyDraft(key)
  const steps = factsIn(inEventOrder(ofKey(key, events))).map((fact) => foldFact(draft, fact))
  return { membership: finish(draft), steps }
}

/**
 * The fold with one more event of the same key, whenever it happened. Its id must be new. Steps after the event are folded
 * anew only up to the first one that ends as before: from there on, each adds what it added.
 */
export const foldEvent = (fold: IncrementalFold, event: PartnerProgramEvent): IncrementalFold => {
  const { membership, steps } = fold
  const { from, to, facts } = insertionOf(steps, event)
  const kept = added(steps, from)
  const draft = draftAfter(fold, from, kept.periods)
  const began = draft.periods.length
  const folded = facts.map((fact) => foldFact(draft, fact))
  let next = to
  for (let old = steps[next]; old !== undefined && !isSameTail(folded.at(-1), steps[next - 1]); old = steps[next]) {
    folded.push(foldFact(draft, old.fact))
    next += 1
  }
  const replaced = added(steps, next)
  const isWhole = next === steps.length
  const joined = isWhole ? draft.periods : joinLast(draft.periods, membership.periods[replaced.periods - 1])
  return {
    membership: finish({
      ...draft,
      program: isWhole ? draft.program : membership.program,
      reminder: isWhole ? draft.reminder : membership.reminder,
      periods: membership.periods
        .slice(0, kept.periods - began)
        .concat(joined, membership.periods.slice(replaced.periods)),
      anomalies: membership.anomalies
        .slice(0, kept.anomalies)
        .concat(draft.anomalies, membership.anomalies.slice(replaced.anomalies)),
      events: steps.length - next + from + folded.length,
      last: membership.last,
      lastEvent: isWhole ? draft.lastEvent : undefined,
    }),
    steps: steps.slice(0, from).concat(folded, steps.slice(next)),
  }
}

const foldFact = (draft: Draft, fact: MembershipFact): FoldStep => {
  const { periods, anomalies } = draft
  const [periodsBefore, anomaliesBefore] = [periods.length, anomalies.length]
  step(draft, fact.folded)
  return {
    fact,
    periods: draft.periods.length - periodsBefore,
    anomalies: draft.anomalies.length - anomaliesBefore,
    program: draft.program,
    reminder: draft.reminder,
    last: draft.periods.at(-1),
  }
}

/** What the first so many steps added. */
const added = (steps: readonly FoldStep[], count: number): Pick<FoldStep, 'periods' | 'anomalies'> => {
  const sum = { periods: 0, anomalies: 0 }
  for (let index = 0; index < count; index += 1) {
    const one = steps[index]
    sum.periods += one?.periods ?? 0
    sum.anomalies += one?.anomalies ?? 0
  }
  return sum
}

/** A draft that goes on from the first so many steps: of their periods it holds the last one alone, and of the rest nothing. */
const draftAfter = ({ membership, steps }: IncrementalFold, count: number, periods: number): Draft => {
  const tail = steps[count - 1]
  if (tail === undefined) return emptyDraft(membership.key)
  const draft = draftFrom({ key: membership.key, program: tail.program, periods: [], anomalies: [], events: 0 })
  draft.reminder = tail.reminder
  const final = membership.periods[periods - 1]
  if (tail.last !== undefined && final !== undefined)
    draft.periods = [tail.last.end === undefined ? reopen(tail.last, final) : final]
  return draft
}

/** The periods, the last of them as it ended: what later events did to an open one, they do whenever it opened. */
const joinLast = (periods: readonly Period[], final: Period | undefined): readonly Period[] => {
  const last = periods.at(-1)
  if (final === undefined || last === undefined || last.end !== undefined) return periods
  return [...periods.slice(0, -1), reopen(final, last)]
}

/** Whether every later event does the same after both. */
const isSameTail = (a: Tail | undefined, b: Tail | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  areReadAlike(a.last, b.last) &&
  same(a.program, b.program) &&
  same(a.reminder, b.reminder)

const areReadAlike = (a: Period | undefined, b: Period | undefined): boolean => {
  if (a === b) return true
  if (a === undefined || b === undefined || (a.end === undefined) !== (b.end === undefined)) return false
  if (!same(a.expiry, b.expiry) || !same(a.announcedExpiry, b.announcedExpiry)) return false
  return (
    a.end !== undefined ||
    (a.membershipNumber === b.membershipNumber &&
      a.lastUpdateType === b.lastUpdateType &&
      same(a.tier, b.tier) &&
      same(a.replacedExpiry, b.replacedExpiry))
  )
}
