import { eventTypes } from '../membership/event.js'
import { canonicalName, type NamedPayload, statedNameOf } from './event-name.js'
import type { UnknownEvent } from './issue.js'
import { isObject } from './json-equal.js'

/**
 * Describes the payload of an event of an unknown name. The work is bounded by the size of the payload, and its depth does not
 * matter.
 */
export const unknownEventOf = (payload: NamedPayload & { readonly data?: unknown }): UnknownEvent => {
  const name = statedNameOf(payload) ?? ''
  return {
    name: /^\w{1,64}$/.test(name) ? name : '*',
    isRelated: namesProgram(payload.eventName) || namesProgram(payload.eventType) || hasProgramId(payload.data),
  }
}

/**
 * The unknown event that a JSON value states which the decoder refused before it looked for a name, by its size for one. Its
 * envelope is opened as the decoder does; `undefined` where it states no name, or one that the decoder knows.
 */
export const unknownEventIn = (root: unknown): UnknownEvent | undefined => {
  if (!isObject(root)) return undefined
  const body = withTrimmedKeys(root)
  const { attributes } = body
  const payload = isObject(attributes) ? { ...body, ...withTrimmedKeys(attributes) } : body
  const name = statedNameOf(payload)
  if (name === undefined || (eventTypes as readonly string[]).includes(canonicalName(name))) return undefined
  return unknownEventOf(payload)
}

/** What is stated, by its key without white space around it. */
const withTrimmedKeys = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key.trim(), value]),
  )

const namesProgram = (name: unknown): boolean => typeof name === 'string' && /partnerProgram/i.test(name)

/** Whether a `partnerProgramId` is stated at any depth: a walk without recursion. */
const hasProgramId = (data: unknown): boolean => {
  const waiting = [data]
  while (waiting.length > 0) {
    const place = waiting.pop()
    if (typeof place !== 'object' || place === null) continue
    for (const [key, value] of Object.entries(place) as readonly [string, unknown][]) {
      if (key.trim() === 'partnerProgramId' && value !== null && !Array.isArray(place)) return true
      waiting.push(value)
    }
  }
  return false
}
