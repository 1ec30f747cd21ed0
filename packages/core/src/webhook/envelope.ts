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
  const merged: Record<string, unknown> = {}
  for (const [key, { isIdentity }] of payloadKeys.fields) {
    const outerValue = outer[key]
    const innerValue = inner[key]
    merged[key] = isStated(innerValue) ? innerValue : outerValue
    if (isStated(innerValue) && isStated(outerValue) && !jsonEqual(innerValue, outerValue)) {
      if (isIdentity) addConflict(notes, key)
      else addWarning(notes, 'repeated', key)
    }
  }
  return merged
}

const isStated = (value: unknown): boolean => value !== undefined && value !== null
