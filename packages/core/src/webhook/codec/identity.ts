import { isIdInCode, isTextInCode } from './inline.js'
import { identityLeaf } from './leaf.js'

/** An id: JSON cannot tell larger numbers from their neighbours, and a coerced id is another's. */
export const id = identityLeaf(
  'a whole number 1 to 9007199254740991',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 1,
  isIdInCode,
)

/** 1–255 UTF-16 units, free of control characters, unpaired surrogates and outer white space. */
export const eventId = identityLeaf(
  'clean text of 1 to 255 characters',
  (value): value is string => typeof value === 'string' && value.length >= 1 && value.length <= 255 && isClean(value),
)

/** ms since epoch. Ten digits are seconds, of the years 2001 to 2286; whether it lies in the future is asked elsewhere. */
export const createdAt = identityLeaf(
  'ms since epoch, a whole number',
  (value): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= lastInstant && !isTenDigits(Number(value)),
)

/** A name of an event: which ones are known is asked elsewhere. */
export const name = identityLeaf(
  'the name of an event, a text',
  (value): value is string => typeof value === 'string',
  isTextInCode,
)

/** The last instant that a Date can hold, in ms since epoch. */
export const lastInstant = 8_640_000_000_000_000

const isTenDigits = (value: number): boolean => value >= 1_000_000_000 && value <= 9_999_999_999

const isClean = (text: string): boolean => isVisible(text) || isCleanUnicode(text)

/** ASCII that leaves a mark on paper, as every id so far is made of. It spares the questions below. */
const isVisible = (text: string): boolean => !/[^!-~]/.test(text)

const isCleanUnicode = (text: string): boolean => !/\p{Cc}/u.test(text) && text.isWellFormed() && text.trim() === text
