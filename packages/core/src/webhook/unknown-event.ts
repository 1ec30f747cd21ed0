import type { UnknownEvent } from './issue.js'
import { type NamedPayload, statedNameOf } from './event-name.js'

/**
 * Describes the payload of an event of an unknown name. The work is bounded by the size of the payload, whose depth the
 * decoder has checked.
 */
export const unknownEventOf = (payload: NamedPayload & { readonly data?: unknown }): UnknownEvent => {
  const name = statedNameOf(payload) ?? ''
  return {
    name: /^\w{1,64}$/.test(name) ? name : '*',
    isRelated: namesProgram(payload.eventName) || namesProgram(payload.eventType) || hasProgramId(payload.data),
  }
}

const namesProgram = (name: unknown): boolean => typeof name === 'string' && /partnerProgram/i.test(name)

const hasProgramId = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasProgramId)
  return Object.entries(value).some(
    ([key, inner]) => (key.trim() === 'partnerProgramId' && inner !== null) || hasProgramId(inner),
  )
}
