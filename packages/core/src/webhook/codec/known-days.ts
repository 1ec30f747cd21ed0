import { isCalendarDay } from '../../membership/calendar.js'

/** What `isCalendarDay` answers. Events name few days and name them often, so the last ones are known by sight. */
export const isKnownDay = (text: string): boolean =>
  text.length === 10 && (known.has(text) || (isCalendarDay(text) && remember(text)))

const remember = (day: string): true => {
  if (known.size === most) known.clear()
  known.add(day)
  return true
}

const known = new Set<string>()

/** Nearly three years of days, in some 50 KB. */
const most = 1_000
