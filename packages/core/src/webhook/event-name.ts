import { type EventType, eventTypes } from '../membership/event.js'
import { addConflict, addIssue, type DecodeContext } from './decode-context.js'

/** The fields of a payload that name its event, before their types are checked. */
export interface NamedPayload {
  readonly eventName?: unknown
  readonly eventType?: unknown
  readonly orgId?: unknown
}

/**
 * The event that a payload names: its `eventName`, otherwise its `eventType`, which may carry the prefix `<orgId>_` and
 * must otherwise agree. Returns `unknown` for a name that the decoder does not know, `undefined` without any name.
 */
export const eventNameOf = (payload: NamedPayload, context: DecodeContext): EventType | 'unknown' | undefined => {
  const { eventName, eventType, orgId } = payload
  const stated = statedNameOf(payload)
  if (stated === undefined) {
    if (isAbsent(eventName) && isAbsent(eventType))
      addIssue(context, 'missing', 'eventName', 'the name of an event, a text')
    return undefined
  }
  const name = canonicalName(stated)
  const type = typeof eventType === 'string' ? splitPrefix(eventType) : undefined
  if (type !== undefined && eventType !== name && canonicalName(type.name) !== name) addConflict(context, 'eventName')
  if (type?.org !== undefined && Number.isSafeInteger(orgId) && type.org !== String(orgId)) {
    addConflict(context, 'eventName')
  }
  // The constant instead of the payload's copy: an interned text is looked up faster.
  const known = eventTypes.find((type) => type === name)
  if (known !== undefined) return known
  addIssue(context, 'unknown-event', 'eventName', 'one of the four partner-program events')
  return 'unknown'
}

/** The name that a payload states, without a prefix; `undefined` where the field that states it is absent or no text. */
export const statedNameOf = ({ eventName, eventType }: NamedPayload): string | undefined => {
  if (typeof eventName === 'string') return eventName
  return isAbsent(eventName) && typeof eventType === 'string' ? splitPrefix(eventType).name : undefined
}

/** The event name that a name is read as: the vendor's expiry job sends its renewals under a name of their own. */
export const canonicalName = (name: string): string => (name === 'PP_EXPIRY_JOB' ? 'partnerProgramUpdated' : name)

/** The value of an identity field in the form in which its copies are compared. */
export const canonicalStatement = (key: string, value: unknown): unknown =>
  typeof value === 'string' && (key === 'eventName' || key === 'eventType') ? canonicalName(value) : value

/** Some `eventType`s begin with the organisation: `150698_partnerProgramLinked`. */
const splitPrefix = (eventType: string): { readonly org?: string; readonly name: string } => {
  if (eventTypes.some((type) => type === eventType)) return { name: eventType }
  const [, org, name] = /^(\d+)_(.*)$/s.exec(eventType) ?? []
  return org === undefined || name === undefined ? { name: eventType } : { org, name }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null
