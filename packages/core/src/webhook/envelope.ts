import { mergeOf } from './codec/compile.js'
import { payloadKeys } from './codec/known-keys.js'
import { isObject, jsonEqual } from './json-equal.js'
import { addConflict, addIssue, addWarning, type Notes } from './notes.js'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * The payload of a body, whichever its envelope: what stands in `attributes` over what stands around it. Null is absent.
 * One level of `attributes` is opened, and no other wrapper is searched.
 */
export const openEnvelope = (body: JsonObject, notes: Notes): JsonObject => {
  const inner = body.attributes
  if (inner === undefined || inner === null) return body
  if (isObject(inner)) return merge(body, inner, notes)
  const isFlat = isStated(body.data)
  if (!isFlat) addIssue(notes, 'invalid', 'attributes', 'an object')
  return body
}

const merge = (outer: JsonObject, inner: JsonObject, notes: Notes): JsonObject => {
  for (const key in outer) {
    const [outerValue, innerValue] = [outer[key], inner[key]]
    if (isStated(outerValue) && isStated(innerValue)) compareTwins(key, outerValue, innerValue, notes)
  }
  return laidTogether(inner, outer)
}

const laidTogether = mergeOf([...payloadKeys.fields.keys()])

const compareTwins = (key: string, outerValue: unknown, innerValue: unknown, notes: Notes): void => {
  const known = payloadKeys.fields.get(key)
  if (known === undefined || jsonEqual(innerValue, outerValue)) return
  if (known.isIdentity) addConflict(notes, key)
  else addWarning(notes, 'repeated', key)
}

const isStated = (value: unknown): boolean => value !== undefined && value !== null
