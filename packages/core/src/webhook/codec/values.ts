import { isKeptNumberInCode, isObjectInCode, isStorableTextInCode } from './inline.js'
import { isKnownDay } from './known-days.js'
import { isObject } from '../json-equal.js'
import { addWarning, type Notes, pathTo } from '../notes.js'
import { lastInstant } from './identity.js'
import { keptLeaf, leaf } from './leaf.js'

const isText = (value: unknown): value is string => typeof value === 'string'

/** Of numbers past what a double tells apart, and so also of those past its range, the text was a whole number or may have been. */
const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && (Number.isInteger(value) || !Number.isFinite(value))

/** Whether every store gives the text back byte for byte. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

export const storable = (text: string, parent: string, key: string, notes: Notes): string => {
  if (isStorable(text)) return text
  addWarning(notes, 'replaced-characters', pathTo(parent, key))
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

const isStorableText = (value: unknown, notes: Notes): boolean =>
  isText(value) && (notes.isStorable || isStorable(value))

/** Verbatim: neither trimmed nor normalised. */
export const text = leaf({
  name: 'a text',
  is: isText,
  keeps: isStorableText,
  inline: isStorableTextInCode,
  read: storable,
})

/** `YYYY-MM-DD`, or with a time of day ` HH:mm:ss` that is dropped; anything else is no day. */
export const day = leaf({
  name: 'a text',
  is: isText,
  keeps: (value) => isText(value) && isKnownDay(value),
  read: (value, parent, key, notes) => {
    const [, date, , time] = /^(\S{10})( (\S{8}))?$/.exec(value.trim()) ?? []
    if (date !== undefined && isKnownDay(date) && (time === undefined || isTimeOfDay(time))) return date
    addWarning(notes, 'not-a-day', pathTo(parent, key))
    return undefined
  },
})

const isTimeOfDay = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)

/** JSON has no −0 on its way out: what is stored must equal what is read. */
const isNegativeZero = (value: number): boolean => value === 0 && 1 / value < 0

const positiveZero = (value: number): number => value + 0

const isSafe = (value: unknown): value is number => Number.isSafeInteger(value)

const isKeptNumber = (value: unknown): boolean => isSafe(value) && !isNegativeZero(value)

/** ms since epoch, as far as a Date goes. */
export const instant = leaf({
  name: 'a whole number',
  is: isWhole,
  keeps: (value) => isKeptNumber(value) && Math.abs(Number(value)) <= lastInstant,
  inline: (value) => `${isKeptNumberInCode(value)} && Math.abs(${value}) <= ${lastInstant}`,
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
  keeps: isKeptNumber,
  inline: isKeptNumberInCode,
  read: (value, parent, key, notes) => {
    if (isSafe(value)) return positiveZero(value)
    addWarning(notes, 'unsafe-number', pathTo(parent, key))
    return undefined
  },
})

/** A number that only informs. */
export const safeNumber = leaf({
  name: 'a whole number within 2^53',
  is: isSafe,
  keeps: isKeptNumber,
  inline: isKeptNumberInCode,
  read: positiveZero,
})

/** Digits that were sent as text or as a number. A number that may have lost some is left out. */
export const digits = leaf({
  name: 'a text or a whole number',
  is: (value): value is string | number => isText(value) || typeof value === 'number',
  keeps: isStorableText,
  inline: isStorableTextInCode,
  read: (value, parent, key, notes) => {
    if (isText(value)) return storable(value, parent, key, notes)
    addWarning(notes, isSafe(value) ? 'number-as-text' : 'unsafe-number', pathTo(parent, key))
    return isSafe(value) ? String(value) : undefined
  },
})

/** An object that no event carries: only its type is looked at. */
export const anyObject = keptLeaf('an object', isObject, isObjectInCode)
