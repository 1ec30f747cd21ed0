/** ms since epoch at which the day `YYYY-MM-DD` begins in UTC. */
export const utcMidnight = (date: string): number => {
  const midnight = new Date(0)
  return midnight.setUTCFullYear(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)))
}

/** Whether the text is `YYYY-MM-DD` and names a day that exists, in the years 0001 to 9999. */
export const isCalendarDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false
  const midnight = utcMidnight(text)
  return new Date(midnight).toISOString().slice(0, 10) === text
}
