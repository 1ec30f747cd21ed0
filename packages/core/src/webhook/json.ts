import { bodyKeys } from './codec/known-keys.js'
import { isObject } from './json-equal.js'
import { readMembers } from './members.js'
import { addIssue, type Notes } from './notes.js'
import { isOrdinary } from './ordinary.js'
import { scan } from './scan.js'
import { settle } from './settle.js'
import type { BodyText } from './text.js'

/**
 * The object that a body holds, each key with one value; `undefined` where there is none, with the reason in the notes.
 * Where every key is plain and stated once that is what JSON.parse gives, else the text is read again with more care.
 */
export const readObject = (
  body: BodyText,
  maxDepth: number,
  notes: Notes,
): Readonly<Record<string, unknown>> | undefined => {
  const parsed = parse(body.text)
  if (isObject(parsed) && isOrdinary(parsed, body, maxDepth)) {
    notes.isStorable = true
    return parsed
  }
  const value = readCarefully(body.text, parsed, maxDepth, notes)
  if (isObject(value)) return value
  if (value !== undefined) addIssue(notes, 'invalid', '', 'one event, an object')
  return undefined
}

/** The limit comes first: text that is too deep need not be JSON to be told so. */
const readCarefully = (text: string, parsed: unknown, maxDepth: number, notes: Notes): unknown => {
  const { tooDeep, members, plainKeys } = scan(text, maxDepth)
  if (tooDeep) {
    addIssue(notes, 'limit', '', 'nesting within the limit of levels')
    return undefined
  }
  if (parsed === undefined) {
    addIssue(notes, 'malformed', '', 'JSON')
    return undefined
  }
  const isPlain = plainKeys && members === countKeys(parsed)
  return isPlain ? parsed : settle(readMembers(text), bodyKeys, '', notes)
}

/** V8's message quotes the text, so the error goes no further: what is no JSON has no value. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How many keys an object has, at all levels. A text with more members than that repeats some of them. */
const countKeys = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) {
    let count = 0
    for (const item of value) count += countKeys(item)
    return count
  }
  let count = 0
  for (const key in value) count += 1 + countKeys((value as Record<string, unknown>)[key])
  return count
}
