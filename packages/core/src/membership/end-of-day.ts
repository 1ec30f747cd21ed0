import { utcMidnight } from './calendar.js'
import { type OffsetAt, offsetIn } from './offset.js'
import type { Zone } from './zone.js'

/**
 * The first instant (ms since epoch) from which the zone's calendar shows a later day than `date` (YYYY-MM-DD) for good:
 * a clock that is put back over midnight shows a later day twice, and only the second time counts.
 */
export const endOfDay = (date: string, { name }: Zone): number => {
  const midnight = utcMidnight(date) + day
  if (name === 'UTC') return midnight
  const known = ends.get(name)?.get(date)
  if (known !== undefined) return known
  const end = searchEnd(midnight, offsetIn(name))
  remember(name, date, end)
  return end
}

const hour = 3_600_000
const day = 24 * hour

/** No zone was ever further from UTC than this. */
const furthest = 16 * hour

/** Walks the hours around midnight from the last to the first; within a stretch of one offset the answer is a sum. */
const searchEnd = (midnight: number, offsetAt: OffsetAt): number => {
  let until = midnight + furthest
  while (until > midnight - furthest) {
    const from = lastChangeBefore(until, until - hour, offsetAt)
    const turn = midnight - offsetAt(from)
    if (turn > from) return Math.min(turn, until)
    until = from
  }
  return until
}

/** The first instant of the stretch of one offset that reaches up to `until`, looked for no further back than `from`. */
const lastChangeBefore = (until: number, from: number, offsetAt: OffsetAt): number => {
  const offset = offsetAt(until - 1)
  if (offsetAt(from) === offset) return from
  let before = from
  let after = until - 1
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetAt(middle) === offset) after = middle
    else before = middle
  }
  return after
}

/** Few dates are asked for often: the memory is dropped whole when it grows past this. */
const remembered = 4096

const ends = new Map<string, Map<string, number>>()

const remember = (name: string, date: string, end: number): void => {
  const known = ends.get(name) ?? new Map<string, number>()
  if (known.size >= remembered) known.clear()
  known.set(date, end)
  ends.set(name, known)
}
