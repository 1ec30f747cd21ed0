import { isCalendarDay } from '../../membership/calendar.js'

/** Memoizes `isCalendarDay` for texts: webhooks repeat a small set of days. */
export const isBareDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length === 10 &&
  (knownDays.has(value) || (isCalendarDay(value) && remember(value)))

const remember = (day: string): true => {
  if (knownDays.size === maxKnown) knownDays.clear()
  knownDays.add(day)
  return true
}

const knownDays = new Set<string>()

/** Nearly three years of days, about 50 KB. */
const maxKnown = 1_000
