import { bodyKeys } from './codec/known-keys.js'
import { addIssue, type DecodeContext } from './decode-context.js'
import { isObject } from './json-equal.js'
import { readMembers } from './members.js'
import { mergeRepeatedKeys } from './merge-repeated-keys.js'
import { isPlainJson } from './plain-json.js'
import { scan } from './scan.js'
import type { BodyText } from './text.js'

/**
 * The object that a body holds, with one value for each key; `undefined` where it holds none, with the issues in the
 * context. Plain JSON is used as `JSON.parse` gives it; other text is read again member by member.
 */
export const readObject = (
  body: BodyText,
  maxDepth: number,
  context: DecodeContext,
): Readonly<Record<string, unknown>> | undefined => {
  const parsed = parse(body.text)
  if (isObject(parsed) && isPlainJson(parsed, body, maxDepth)) {
    context.isStorable = true
    return parsed
  }
  const value = readCarefully(body.text, parsed, maxDepth, context)
  if (isObject(value)) return value
  if (value !== undefined) addIssue(context, 'invalid', '', 'one event, an object')
  return undefined
}

/** The limit of levels comes first: text that is too deep is reported as too deep even where it is no JSON. */
const readCarefully = (text: string, parsed: unknown, maxDepth: number, context: DecodeContext): unknown => {
  const { tooDeep, members, plainKeys } = scan(text, maxDepth)
  if (tooDeep) {
    addIssue(context, 'limit', '', 'nesting within the limit of levels')
    return undefined
  }
  if (parsed === undefined) {
    addIssue(context, 'malformed', '', 'JSON')
    return undefined
  }
  const isComplete = plainKeys && members === countKeys(parsed)
  return isComplete ? parsed : mergeRepeatedKeys(readMembers(text), bodyKeys, context)
}

/** `undefined` for text that is no JSON. The error is dropped because V8's message quotes the text. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How many keys the objects of a value have, at all levels. A text with more members than that repeats some of them. */
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
