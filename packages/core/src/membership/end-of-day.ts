import { isCalendarDay, utcMidnight } from './calendar.js'
import { type OffsetAt, offsetIn } from './offset.js'
import type { Zone } from './zone.js'

/**
 * The first instant (ms since epoch) from which the zone's calendar shows a later day than `date` (YYYY-MM-DD) for good:
 * a clock that is put back over midnight shows a later day twice, and only the second time counts. Returns `NaN` for a text
 * that is no calendar day of the years 0001 to 9999.
 */
export const endOfDay = (date: string, zone: Zone): number =>
  zone.name === 'UTC' ? localTime(date, day) : remembered(date, zone, () => localTime(date, day))

/**
 * The first instant (ms since epoch) from which the zone's clock shows this date and time (HH:mm:ss), or later ones, for good.
 * Returns `NaN` for a text that is no date or no time.
 */
export const momentOf = (date: string, time: string, zone: Zone): number =>
  remembered(`${date} ${time}`, zone, () => localTime(date, timeOfDay(time)))

/** A time on a local clock, as ms since epoch would show it in UTC. */
const localTime = (date: string, sinceMidnight: number): number =>
  isCalendarDay(date) ? utcMidnight(date) + sinceMidnight : NaN

const timeOfDay = (time: string): number => {
  const [, hours, minutes, seconds] = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(time) ?? []
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

const hour = 3_600_000
const day = 24 * hour

/** No zone was ever further from UTC than this. */
const furthest = 16 * hour

/** Walks the hours around a local time from the last to the first; within a stretch of one offset the instant is a sum. */
const firstInstantFrom = (local: number, offsetAt: OffsetAt): number => {
  let until = local + furthest
  while (until > local - furthest) {
    const from = lastChangeBefore(until, until - hour, offsetAt)
    const turn = local - offsetAt(from)
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

/** Few texts come up often: the cache of a zone is dropped whole when it grows past this. */
const most = 4096

const instants = new Map<string, Map<string, number>>()

/** The instant of a local time in the zone, by the text that states the time. */
const remembered = (text: string, { name }: Zone, local: () => number): number => {
  const known = instants.get(name) ?? new Map<string, number>()
  const found = known.get(text)
  if (found !== undefined) return found
  const instant = name === 'UTC' ? local() : firstInstantFrom(local(), offsetIn(name))
  if (known.size >= most) known.clear()
  known.set(text, instant)
  instants.set(name, known)
  return instant
}
