import { endOfDay, momentOf } from '../../membership/end-of-day.js'
import { dayAfter, firstEndingFrom } from '../../membership/first-ending-from.js'
import type { Zone } from '../../membership/zone.js'
import type { ExpiryEdge } from '../../store/index/membership-index.js'

/** The edge at an instant (ms since epoch): a day, or a time of a day, is at or after it when it ends at or after it in the zone. */
export const edgeAt = (instant: number, zone: Zone): ExpiryEdge => ({ instant, ...firstEndingFrom(instant, zone) })

/** The edge at the beginning of a day (YYYY-MM-DD) in the zone: expiries that state this day are after it. */
export const edgeBeforeDay = (date: string, zone: Zone): ExpiryEdge => ({
  instant: momentOf(date, '00:00:00', zone),
  date,
  time: '00:00:00',
})

/** The edge at the end of a day (YYYY-MM-DD) in the zone: expiries that state this day are before it. */
export const edgeAfterDay = (date: string, zone: Zone): ExpiryEdge => ({
  instant: endOfDay(date, zone),
  date: dayAfter(date),
  time: '00:00:00',
})

/** The edge that only those expiries are at or after that are at or after both. */
export const laterEdge = (a: ExpiryEdge, b: ExpiryEdge): ExpiryEdge =>
  joined(Math.max(a.instant, b.instant), isEarlier(a, b) ? b : a)

/** The edge that only those expiries are before that are before both. */
export const earlierEdge = (a: ExpiryEdge, b: ExpiryEdge): ExpiryEdge =>
  joined(Math.min(a.instant, b.instant), isEarlier(a, b) ? a : b)

const joined = (instant: number, { date, time }: ExpiryEdge): ExpiryEdge => ({ instant, date, time })

const isEarlier = (a: ExpiryEdge, b: ExpiryEdge): boolean => (a.date === b.date ? a.time < b.time : a.date < b.date)
