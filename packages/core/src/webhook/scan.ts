/** What one pass over a JSON text finds. For text that is no JSON the result has no meaning, `tooDeep` aside. */
export interface Scan {
  readonly tooDeep: boolean
  /** How many members (`"key": value`) its objects have, repeated ones included. */
  readonly members: number
  /** Whether every key is written as it reads: no escape, no outer white space, none that could reach a prototype. */
  readonly plainKeys: boolean
}

/** Scans a text in one pass, without recursion: deeply nested text costs no more than flat text. */
export const scan = (text: string, maxDepth: number): Scan => {
  const hasEscapes = text.includes('\\')
  let depth = 0
  let members = 0
  let plainKeys = true
  let from = 0
  let to = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      from = at + 1
      to = endOfString(text, from)
      at = to
    } else if (code === colon) {
      members++
      plainKeys = plainKeys && isPlainKey(text, from, to) && !(hasEscapes && text.slice(from, to).includes('\\'))
    } else if (code === openBrace || code === openBracket) {
      if (++depth > maxDepth) return { tooDeep: true, members, plainKeys }
    } else if (code === closeBrace || code === closeBracket) {
      depth--
    }
  }
  return { tooDeep: false, members, plainKeys }
}

/** The index of the closing quote of the string whose content begins at `from`. */
export const endOfString = (text: string, from: number): number => {
  let at = text.indexOf('"', from)
  while (at !== -1 && isEscaped(text, from, at)) at = text.indexOf('"', at + 1)
  return at === -1 ? text.length : at
}

const isEscaped = (text: string, from: number, at: number): boolean => {
  let first = at
  while (first > from && text.charCodeAt(first - 1) === backslash) first--
  return (at - first) % 2 === 1
}

/** `false` also for some harmless keys: their text is read member by member, with the same result. */
const isPlainKey = (text: string, from: number, to: number): boolean => {
  if (from === to) return true
  const first = text.charCodeAt(from)
  const last = text.charCodeAt(to - 1)
  if (first <= space || first > tilde || last <= space || last > tilde) return false
  return first !== underscore && !(to - from === 'constructor'.length && text.startsWith('constructor', from))
}

const quote = 0x22
const colon = 0x3a
const backslash = 0x5c
const openBrace = 0x7b
const openBracket = 0x5b
const closeBrace = 0x7d
const closeBracket = 0x5d
const space = 0x20
const tilde = 0x7e
const underscore = 0x5f
