import type { Attempt, Told } from './attempt.js'
import type { FinalLog, Logged } from '../history.js'
import { placeKey } from '../record.js'
import { turnsOf } from './turn.js'
import type { Reordered } from './violation.js'

/**
 * Deliveries out of the order of their stream: an event that was first begun before the one before it was completed by
 * anyone, and one that a run began, for the first time in its turn, behind a later one.
 */
export const reordered = (told: Told, log: FinalLog): readonly Reordered[] => {
  const tooEarly = beforeItsTime(told.attempts, log)
  const tooLate = behindALaterOne(told)
  return told.attempts.flatMap((attempt) => {
    const entry = log.at(attempt)
    if (entry === undefined) return []
    const late = tooLate(attempt, entry)
    const against = tooEarly(attempt, entry) ?? late
    if (against === undefined) return []
    const { subscription } = told
    return [{ _tag: 'reordered', subscription, run: attempt.run, ...entry, against: against.position }]
  })
}

/** The event that one had to wait for and did not, told attempt by attempt. */
type Judge = (attempt: Attempt, entry: Logged) => Logged | undefined

/** Of one that is never completed `lost` tells. */
const beforeItsTime = (attempts: readonly Attempt[], log: FinalLog): Judge => {
  const completions = firstCompletions(attempts)
  const met = new Set<string>()
  return ({ begun }, entry) => {
    const isFirst = !met.has(placeKey(entry))
    met.add(placeKey(entry))
    const before = isFirst ? log.before(entry) : undefined
    const completed = before && completions.get(placeKey(before))
    return completed !== undefined && completed > begun ? before : undefined
  }
}

/** What comes again after it was completed in this turn is not reordered: `doubled` tells of it. */
const behindALaterOne = ({ records }: Told): Judge => {
  const turns = turnsOf(records)
  const done = new Set<string>()
  const latest = new Map<string, Logged>()
  return ({ run, begun, completed }, entry) => {
    const turn = `${run} ${turns[begun]}`
    const stream = JSON.stringify([turn, entry.tenant, entry.stream])
    const last = latest.get(stream)
    if (last === undefined || last.version < entry.version) latest.set(stream, entry)
    const delivery = `${turn} ${placeKey(entry)}`
    const isDone = done.has(delivery)
    if (completed !== undefined) done.add(delivery)
    return last !== undefined && last.version > entry.version && !isDone ? last : undefined
  }
}

/** When each place was completed for the first time. */
const firstCompletions = (attempts: readonly Attempt[]): ReadonlyMap<string, number> => {
  const first = new Map<string, number>()
  for (const { completed, ...place } of attempts) {
    const known = first.get(placeKey(place))
    if (completed !== undefined && (known === undefined || completed < known)) first.set(placeKey(place), completed)
  }
  return first
}
