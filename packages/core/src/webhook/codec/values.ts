import { isCalendarDay } from '../../membership/calendar.js'
import { isObject } from '../json-equal.js'
import { addWarning, type Notes, pathTo } from '../notes.js'
import { lastInstant } from './identity.js'
import { leaf } from './leaf.js'

const isText = (value: unknown): value is string => typeof value === 'string'

/** Of numbers past what a double tells apart, and so also of those past its range, the text was a whole number or may have been. */
const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && (Number.isInteger(value) || !Number.isFinite(value))

/** Text that every store gives back byte for byte. */
export const storable = (text: string, parent: string, key: string, notes: Notes): string => {
  if (text.isWellFormed() && !text.includes('\0')) return text
  addWarning(notes, 'replaced-characters', pathTo(parent, key))
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** Verbatim: neither trimmed nor normalised. */
export const text = leaf({ name: 'a text', is: isText, read: storable })

/** `YYYY-MM-DD`, or with a time of day ` HH:mm:ss` that is dropped; anything else is no day. */
export const day = leaf({
  name: 'a text',
  is: isText,
  read: (value, parent, key, notes) => {
    const [, date, , time] = /^(\S{10})( (\S{8}))?$/.exec(value.trim()) ?? []
    if (date !== undefined && isCalendarDay(date) && (time === undefined || isTimeOfDay(time))) return date
    addWarning(notes, 'not-a-day', pathTo(parent, key))
    return undefined
  },
})

const isTimeOfDay = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)

/** ms since epoch, as far as a Date goes. */
export const instant = leaf({
  name: 'a whole number',
  is: isWhole,
  read: (value, parent, key, notes) => {
    if (Math.abs(value) <= lastInstant) return positiveZero(value)
    addWarning(notes, 'out-of-range', pathTo(parent, key))
    return undefined
  },
})

/** A number that the fold reads; one that lost digits is left out. */
export const wholeNumber = leaf({
  name: 'a whole number',
  is: isWhole,
  read: (value, parent, key, notes) => {
    if (Number.isSafeInteger(value)) return positiveZero(value)
    addWarning(notes, 'unsafe-number', pathTo(parent, key))
    return undefined
  },
})

/** A number that only informs. */
export const safeNumber = leaf({
  name: 'a whole number within 2^53',
  is: (value): value is number => Number.isSafeInteger(value),
  read: (value) => positiveZero(value),
})

/** Digits that were sent as text or as a number. A number that may have lost some is left out. */
export const digits = leaf({
  name: 'a text or a whole number',
  is: (value): value is string | number => isText(value) || typeof value === 'number',
  read: (value, parent, key, notes) => {
    if (isText(value)) return storable(value, parent, key, notes)
    const isSafe = Number.isSafeInteger(value)
    addWarning(notes, isSafe ? 'number-as-text' : 'unsafe-number', pathTo(parent, key))
    return isSafe ? String(value) : undefined
  },
})

/** An object that no event carries: only its type is looked at. */
export const anyObject = leaf({ name: 'an object', is: isObject, read: (): undefined => undefined })

/** JSON has no −0 on its way out: what is stored must equal what is read. */
const positiveZero = (value: number): number => value + 0
