import { utcMidnight } from './calendar.js'
import { type OffsetAt, offsetIn } from './offset.js'
import type { Zone } from './zone.js'

/** A date and a time of day on a clock. */
export interface LocalTime {
  /** YYYY-MM-DD */
  readonly date: string
  /** HH:mm:ss; `24:00:00` is the end of the day. */
  readonly time: string
}

/**
 * The first date and time that end at or after an instant (ms since epoch): `momentOf` of it, and of every later one, is at or
 * after the instant, and that of every earlier one is before it. The same holds of the date and `endOfDay`.
 */
export const firstEndingFrom = (instant: number, zone: Zone): LocalTime => {
  if (instant <= firstDay - spread) return { date: '0001-01-01', time: '00:00:00' }
  if (instant > lastDay + spread) return { date: afterAllDays, time: '00:00:00' }
  const local = leastLocalTime(instant - 1, zone)
  if (local < firstDay) return { date: '0001-01-01', time: '00:00:00' }
  if (local >= lastDay) return { date: afterAllDays, time: '00:00:00' }
  const date = new Date(local).toISOString().slice(0, 10)
  const seconds = Math.floor((local - utcMidnight(date)) / 1000) + 1
  return { date, time: [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(twoDigits).join(':') }
}

/** The next day (YYYY-MM-DD); after the last one a text that sorts after every day. */
export const dayAfter = (date: string): string => {
  const next = utcMidnight(date) + 24 * hour
  return next >= lastDay ? afterAllDays : new Date(next).toISOString().slice(0, 10)
}

const twoDigits = (value: number): string => String(Math.floor(value)).padStart(2, '0')

const hour = 3_600_000

/** No clock was ever further from UTC, nor put back by more than twice as much. */
const furthest = 16 * hour
const spread = 3 * furthest

const firstDay = utcMidnight('0001-01-01')

/** 00:00 of the day after the last one. */
const lastDay = utcMidnight('9999-12-31') + 24 * hour

/** Sorts after every day that there is. */
const afterAllDays = '9999-99-99'

/** The least local time, as ms since epoch would show it in UTC, that the zone's clock shows at the instant or later. */
const leastLocalTime = (instant: number, { name }: Zone): number => {
  if (name === 'UTC') return instant
  const offsetAt = offsetIn(name)
  const steady = steadyOffset(name, Math.floor(instant / block), offsetAt)
  if (steady !== undefined) return instant + steady
  let least = instant + offsetAt(instant)
  for (let from = instant; from < instant + 2 * furthest; from += hour) {
    const turn = changeWithin(from, from + hour, offsetAt)
    if (turn !== undefined) least = Math.min(least, turn + offsetAt(turn))
  }
  return least
}

/** The first instant after `from` with the offset of `to`, where the two differ. */
const changeWithin = (from: number, to: number, offsetAt: OffsetAt): number | undefined => {
  const offset = offsetAt(to)
  if (offsetAt(from) === offset) return undefined
  let before = from
  let after = to
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetAt(middle) === offset) after = middle
    else before = middle
  }
  return after
}

/** A day and what follows it, as far as a clock may be put back, are looked at once. */
const block = 24 * hour

/** Queries name few days: today, and the days of the ends that they filter by. */
const most = 1024

const steadyOffsets = new Map<string, number | undefined>()

/** The offset of a block of time and of what follows it; `undefined` where it changes. */
const steadyOffset = (name: string, number: number, offsetAt: OffsetAt): number | undefined => {
  const key = `${name} ${number}`
  if (steadyOffsets.has(key)) return steadyOffsets.get(key)
  const start = number * block
  const first = offsetAt(start)
  let isSteady = true
  for (let at = start; isSteady && at <= start + block + 2 * furthest; at += hour) isSteady = offsetAt(at) === first
  const offset = isSteady ? first : undefined
  if (steadyOffsets.size >= most) steadyOffsets.clear()
  steadyOffsets.set(key, offset)
  return offset
}
