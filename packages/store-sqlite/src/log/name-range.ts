import type { StreamName } from '@partner-ledger/core/store'

/** Names in a range of the order of UTF-8, which is the order of code points: from a first name on, and before an end. */

/** The name from which a list starts: the prefix, or the name `after` where that is later. */
export const firstName = (prefix: string, after: StreamName): StreamName =>
  Buffer.compare(Buffer.from(after), Buffer.from(prefix)) > 0 ? after : prefix

/** The first text after every text that begins with the prefix; `undefined`: no text is. */
export const namesEnd = (prefix: string): string | undefined => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.length > 0) {
    const last = points.pop() ?? 0
    if (last < 0x10ffff) return String.fromCodePoint(...points, next(last))
  }
  return undefined
}

/** The next code point: surrogates are none. */
const next = (point: number): number => (point === 0xd7ff ? 0xe000 : point + 1)
