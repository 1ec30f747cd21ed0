import { utcMidnight } from '../../membership/calendar.js'
import { endOfDay } from '../../membership/end-of-day.js'
import type { Zone } from '../../membership/zone.js'
import type { ExpiryEdge } from '../../store/index/membership-index.js'

/** The edge at an instant (ms since epoch): a day is at or after it when it ends at or after it in the zone. */
export const edgeAt = (instant: number, zone: Zone): ExpiryEdge => ({
  instant,
  date: firstDayEnding(instant, zone),
  time: '00:00:00',
})

const day = 86_400_000
const firstDay = utcMidnight('0001-01-01')
const lastDay = utcMidnight('9999-12-31')

/** Sorts behind every day that there is. */
const behindAllDays = '9999-99-99'

/** Days are ordered as their ends are, so the first one that ends at or after the instant speaks for all. */
const firstDayEnding = (instant: number, zone: Zone): string => {
  for (let near = Math.max(firstDay, instant - 2 * day); near < lastDay + day; near += day) {
    const date = dateOf(near)
    if (endOfDay(date, zone) >= instant) return date
  }
  return behindAllDays
}

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)
