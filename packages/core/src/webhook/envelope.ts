import { payloadKeys } from './codec/known-keys.js'
import { addConflict, addIssue, addWarning, type DecodeContext } from './decode-context.js'
import { canonicalStatement } from './event-name.js'
import { mergeEnvelope } from './generated/decoders.js'
import { isObject, jsonEqual } from './json-equal.js'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * The payload of a body in either envelope: the fields of `attributes`, and for each that is absent or null the field
 * beside `attributes`. One level of `attributes` is opened; no other wrapper is searched.
 */
export const openEnvelope = (body: JsonObject, context: DecodeContext): JsonObject => {
  const inner = body.attributes
  if (inner === undefined || inner === null) return body
  if (isObject(inner)) {
    compareEnvelopes(body, inner, context)
    return mergeEnvelope(inner, body)
  }
  const isFlat = isStated(body.data)
  if (!isFlat) addIssue(context, 'invalid', 'attributes', 'an object')
  return body
}

const compareEnvelopes = (outer: JsonObject, inner: JsonObject, context: DecodeContext): void => {
  for (const key in outer) {
    const [outerValue, innerValue] = [outer[key], inner[key]]
    if (isStated(outerValue) && isStated(innerValue)) compareCopies(key, outerValue, innerValue, context)
  }
}

const compareCopies = (key: string, outer: unknown, inner: unknown, context: DecodeContext): void => {
  const known = payloadKeys.fields.get(key)
  if (known === undefined || jsonEqual(canonicalStatement(key, inner), canonicalStatement(key, outer))) return
  if (known.isIdentity) addConflict(context, key)
  else addWarning(context, 'repeated', key)
}

const isStated = (value: unknown): boolean => value !== undefined && value !== null
