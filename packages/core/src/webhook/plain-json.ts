import { countQuotes } from './count-quotes.js'
import type { BodyText } from './text.js'

/**
 * Whether `JSON.parse` gave all that the text states: no key of an object is repeated, has outer white space, or could
 * reach a prototype, and every text is storable as it is. `false` may also be returned for harmless text: it then is read
 * member by member, with the same result.
 *
 * Without a backslash each quotation mark of JSON begins or ends a key or a text. So a text that has exactly as many
 * quotation marks as its value needs repeats no key. Nor can it hold a NUL, or an unpaired surrogate unless the text
 * itself is ill formed.
 */
export const isPlainJson = (value: object, { text, bytes }: BodyText, maxDepth: number): boolean =>
  text.isWellFormed() && !text.includes('\\') && quotesOf(value, maxDepth) === countQuotes(bytes)

/** Equals no count, whatever is added to it. */
const notPlain = NaN

/** How many quotation marks the keys and texts within an object or a list need. */
const quotesOf = (nest: object, levels: number): number => {
  if (levels === 0) return notPlain
  let count = 0
  if (Array.isArray(nest)) {
    for (const item of nest as readonly unknown[]) count += quotesOfValue(item, levels)
    return count
  }
  for (const key in nest) {
    if (!isPlainKey(key)) return notPlain
    count += 2 + quotesOfValue((nest as Readonly<Record<string, unknown>>)[key], levels)
  }
  return count
}

const quotesOfValue = (value: unknown, levels: number): number =>
  typeof value === 'string' ? 2 : typeof value === 'object' && value !== null ? quotesOf(value, levels - 1) : 0

const isPlainKey = (key: string): boolean =>
  isPlainEnd(key.charCodeAt(0)) && isPlainEnd(key.charCodeAt(key.length - 1)) && key !== 'constructor'

/** Printable ASCII except `_`, with which `__proto__` begins. */
const isPlainEnd = (code: number): boolean => code > space && code <= tilde && code !== underscore

const space = 0x20
const tilde = 0x7e
const underscore = 0x5f
