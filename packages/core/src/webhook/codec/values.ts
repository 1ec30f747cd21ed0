import { addWarning, type DecodeContext } from '../decode-context.js'
import { type DateText, readDateText } from '../date-text.js'
import { isObject } from '../json-equal.js'
import { lastInstant } from './identity.js'
import { leaf } from './leaf.js'

const isText = (value: unknown): value is string => typeof value === 'string'

/** Numbers beyond 2^53 count as whole, infinite ones too: the text may have been a whole number that lost digits. */
const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && (Number.isInteger(value) || !Number.isFinite(value))

/** Whether every store returns the text byte for byte. */
export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** The text with U+FFFD in place of unpaired surrogates and NUL, with a warning where there were any. */
export const storableText = (text: string, path: string, context: DecodeContext): string => {
  if (isStorableText(text)) return text
  addWarning(context, 'replaced-characters', path)
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** Verbatim: neither trimmed nor normalised. */
export const text = leaf({ name: 'a text', is: isText, read: storableText })

/** A date in one of the forms of `readDateText`. A bare day is read as its text. */
export const dateText = leaf({
  name: 'a text',
  is: isText,
  read: (value, path, context): string | DateText | undefined => {
    const stated = readDateText(value)
    if (stated === undefined) addWarning(context, 'empty', path)
    else if ('unread' in stated) addWarning(context, 'unread-date', path)
    return stated !== undefined && 'date' in stated && stated.time === undefined ? stated.date : stated
  },
})

/** JSON writes −0 as 0, and what is stored must equal what is read. */
const positiveZero = (value: number): number => value + 0

const isSafe = (value: unknown): value is number => Number.isSafeInteger(value)

/** ms since epoch, within the range of a Date. */
export const instant = leaf({
  name: 'a whole number',
  is: isWhole,
  read: (value, path, context) => {
    if (Math.abs(value) <= lastInstant) return positiveZero(value)
    addWarning(context, 'out-of-range', path)
    return undefined
  },
})

/** A number that the fold reads; one that may have lost digits is left out. */
export const wholeNumber = leaf({
  name: 'a whole number',
  is: isWhole,
  read: (value, path, context) => {
    if (isSafe(value)) return positiveZero(value)
    addWarning(context, 'unsafe-number', path)
    return undefined
  },
})

/** A number that only informs. */
export const safeNumber = leaf({ name: 'a whole number within 2^53', is: isSafe, read: positiveZero })

/** Digits that were sent as text or as a number. A number that may have lost digits is left out. */
export const digits = leaf({
  name: 'a text or a whole number',
  is: (value): value is string | number => isText(value) || typeof value === 'number',
  read: (value, path, context) => {
    if (isText(value)) return storableText(value, path, context)
    addWarning(context, isSafe(value) ? 'number-as-text' : 'unsafe-number', path)
    return isSafe(value) ? String(value) : undefined
  },
})

/** An object that no event takes anything from: only its type is checked. */
export const anyObject = leaf({ name: 'an object', is: isObject, read: (value) => value })
