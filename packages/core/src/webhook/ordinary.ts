import { quotesIn } from './quotes.js'
import type { BodyText } from './text.js'

/**
 * Whether a value is all that its text says: no key of an object is repeated, and none is padded or could reach a
 * prototype. It answers at once for ordinary text, and `false` also for some that only wants a closer look.
 *
 * Without a backslash every quotation mark of JSON opens or closes a key or a text. A text that has no more of them than
 * its value needs therefore repeats no key. Nor can it have a NUL, or an unpaired surrogate unless it is one itself.
 */
export const isOrdinary = (value: object, { text, bytes }: BodyText, maxDepth: number): boolean =>
  text.isWellFormed() && !text.includes('\\') && quotesOf(value, maxDepth) === quotesIn(bytes)

/** Equal to no count, whatever is added to it. */
const notOrdinary = NaN

/** How many quotation marks the keys and texts within an object or a list need. */
const quotesOf = (nest: object, levels: number): number => {
  if (levels === 0) return notOrdinary
  let count = 0
  if (Array.isArray(nest)) {
    for (const item of nest as readonly unknown[]) count += quotesOfValue(item, levels)
    return count
  }
  for (const key in nest) {
    if (!isPlain(key)) return notOrdinary
    count += 2 + quotesOfValue((nest as Readonly<Record<string, unknown>>)[key], levels)
  }
  return count
}

const quotesOfValue = (value: unknown, levels: number): number =>
  typeof value === 'string' ? 2 : typeof value === 'object' && value !== null ? quotesOf(value, levels - 1) : 0

const isPlain = (key: string): boolean =>
  isPlainEnd(key.charCodeAt(0)) && isPlainEnd(key.charCodeAt(key.length - 1)) && key !== 'constructor'

/** Of printable ASCII, but `_`, with which `__proto__` begins. */
const isPlainEnd = (code: number): boolean => code > space && code <= tilde && code !== underscore

const space = 0x20
const tilde = 0x7e
const underscore = 0x5f
