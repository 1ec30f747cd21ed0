import type { FinalLog, Logged } from '../history.js'
import { positionKey } from '../record.js'
import type { Attempt, SubscriptionHistory } from './subscription-history.js'
import { termsOf } from './term.js'
import type { Reordered } from './violation.js'

/**
 * Deliveries out of the order of their stream: an event that was begun for the first time before any process had
 * completed the event before it, and an event that a process began, for the first time in its term, after a later one.
 */
export const reordered = (history: SubscriptionHistory, log: FinalLog): readonly Reordered[] => {
  const findEarlier = begunTooEarly(history.attempts, log)
  const findLater = begunTooLate(history)
  return history.attempts.flatMap((attempt) => {
    const entry = log.at(attempt)
    if (entry === undefined) return []
    const later = findLater(attempt, entry)
    const against = findEarlier(attempt, entry) ?? later
    if (against === undefined) return []
    const { subscription } = history
    return [{ _tag: 'reordered', subscription, process: attempt.process, ...entry, against: against.position }]
  })
}

/** Returns the event of the same stream that contradicts the order of this attempt. Takes the attempts in order. */
type FindContradiction = (attempt: Attempt, entry: Logged) => Logged | undefined

/** An earlier event that is never completed is reported by `lost`. */
const begunTooEarly = (attempts: readonly Attempt[], log: FinalLog): FindContradiction => {
  const completions = firstCompletions(attempts)
  const begun = new Set<string>()
  return (attempt, entry) => {
    const isFirst = !begun.has(positionKey(entry))
    begun.add(positionKey(entry))
    const before = isFirst ? log.before(entry) : undefined
    const completed = before && completions.get(positionKey(before))
    return completed !== undefined && completed > attempt.begun ? before : undefined
  }
}

/** What comes again after it was completed in the same term is reported as `duplicated`. */
const begunTooLate = ({ records }: SubscriptionHistory): FindContradiction => {
  const terms = termsOf(records)
  const done = new Set<string>()
  const latest = new Map<string, Logged>()
  return ({ process, begun, completed }, entry) => {
    const term = `${process} ${terms[begun]}`
    const stream = JSON.stringify([term, entry.tenant, entry.stream])
    const last = latest.get(stream)
    if (last === undefined || last.version < entry.version) latest.set(stream, entry)
    const delivery = `${term} ${positionKey(entry)}`
    const isDone = done.has(delivery)
    if (completed !== undefined) done.add(delivery)
    return last !== undefined && last.version > entry.version && !isDone ? last : undefined
  }
}

/** The index of the first completion of each position. */
const firstCompletions = (attempts: readonly Attempt[]): ReadonlyMap<string, number> => {
  const first = new Map<string, number>()
  for (const attempt of attempts) {
    const key = positionKey(attempt)
    const known = first.get(key)
    if (attempt.completed !== undefined && (known === undefined || attempt.completed < known))
      first.set(key, attempt.completed)
  }
  return first
}
