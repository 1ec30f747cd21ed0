/** ms since epoch at which the day `YYYY-MM-DD` begins in UTC. */
export const utcMidnight = (date: string): number => {
  const midnight = new Date(0)
  return midnight.setUTCFullYear(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)))
}

/** Whether the text is `YYYY-MM-DD` and names a day that exists, in the years 0001 to 9999. */
export const isCalendarDay = (text: string): boolean => {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const day = twoDigits(text, 8)
  return year >= 1 && day >= 1 && day <= daysIn(year, twoDigits(text, 5))
}

/** Of a month that there is not: none. */
const daysIn = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0)

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** `NaN` where they are no digits. */
const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1)

const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - zero
  return value >= 0 && value <= 9 ? value : NaN
}

const zero = 0x30
