import { identityLeaf } from './leaf.js'

/** 1 to 255 UTF-16 units, free of control characters, unpaired surrogates and outer white space. */
export const isEventId = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= 255 && isClean(value)

/** A whole number of ms since epoch. Ten digits are refused: they are seconds of the years 2001 to 2286. */
export const isCreatedAt = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= lastInstant && !isTenDigits(Number(value))

/** An id. Beyond 2^53 two JSON numbers can be read as one, and a coerced id could be another one's. */
export const id = identityLeaf(
  'a whole number 1 to 9007199254740991',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 1,
)

export const eventId = identityLeaf('clean text of 1 to 255 characters', isEventId)

/** The decoder also checks that it does not lie in the future, which needs the time of the decoding. */
export const createdAt = identityLeaf('ms since epoch, a whole number', isCreatedAt)

/** The name of an event. `event-name.ts` knows which names there are. */
export const name = identityLeaf('the name of an event, a text', (value): value is string => typeof value === 'string')

/** The last instant that a Date can hold, in ms since epoch. */
export const lastInstant = 8_640_000_000_000_000

const isTenDigits = (value: number): boolean => value >= 1_000_000_000 && value <= 9_999_999_999

const isClean = (text: string): boolean => isVisibleAscii(text) || isCleanUnicode(text)

/** A fast path: the vendor's ids are visible ASCII. */
const isVisibleAscii = (text: string): boolean => !/[^!-~]/.test(text)

const isCleanUnicode = (text: string): boolean => !/\p{Cc}/u.test(text) && text.isWellFormed() && text.trim() === text
