import { isCalendarDay, utcMidnight } from '../membership/calendar.js'

/** What a text states about a date. `learned`: the first decoder read no date in such a text. */
export type DateText =
  | { readonly date: string; readonly time?: string; readonly learned?: true }
  | { readonly instant: number; readonly learned: true }
  | { readonly unread: true }

/**
 * Reads a text as a date. White space around it is forgiven. Three forms are read:
 *
 * - `YYYY-MM-DD`, a day
 * - the same, a space or `T`, and `HH:mm:ss`: a local time of day; a fraction of a second is dropped
 * - the same with `Z` or an offset (`±HH:mm`, `±HHmm`): an instant, in ms since epoch
 *
 * Years are 0001 to 9999. Any other text is unread; `undefined` is returned for a text that is empty or blank.
 */
export const readDateText = (text: string): DateText | undefined => {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (isCalendarDay(trimmed)) return { date: trimmed }
  const [, date = '', separator, time = '', fraction, offset] = dateTime.exec(trimmed) ?? []
  if (!isCalendarDay(date)) return { unread: true }
  if (offset !== undefined) return { instant: utcMidnight(date) + msOfDay(time) - msOfOffset(offset), learned: true }
  const isNew = separator === 'T' || fraction !== undefined
  return isNew ? { date, time, learned: true } : { date, time }
}

const dateTime =
  /^(\d{4}-\d\d-\d\d)([ T])((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?$/

/** ms from midnight to `HH:mm:ss`. */
const msOfDay = (time: string): number =>
  (Number(time.slice(0, 2)) * 3_600 + Number(time.slice(3, 5)) * 60 + Number(time.slice(6, 8))) * 1_000

/** ms by which the local time is ahead of UTC. */
const msOfOffset = (offset: string): number => {
  if (offset === 'Z') return 0
  const ms = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * 60_000
  return offset.startsWith('-') ? -ms : ms
}
