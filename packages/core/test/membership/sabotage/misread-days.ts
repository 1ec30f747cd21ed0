import { utcMidnight } from '../../../src/membership/calendar.js'
import { offsetIn } from '../../../src/membership/offset.js'
import { nextDayByTemporal } from '../calendar-by-temporal.js'
import type { EndOfDay } from '../end-laws.js'

const day = 86_400_000

/** The same offset the whole year round. */
export const fixedOffset: EndOfDay = (date, { name }) =>
  utcMidnight(date) + day - offsetIn(name)(Date.UTC(Number(date.slice(0, 4)), 0, 1))

export const utcOnly: EndOfDay = (date) => utcMidnight(date) + day

/** The offset of midday: right unless the clock changes in the half day after it. */
export const offsetOfMidday: EndOfDay = (date, { name }) => {
  const midday = utcMidnight(date) + day / 2
  return utcMidnight(date) + day - offsetIn(name)(midday - offsetIn(name)(midday))
}

/** Takes the first midnight of a night that has two. */
export const firstMidnight: EndOfDay = (date, { name }) => nextDayByTemporal(date, name)
