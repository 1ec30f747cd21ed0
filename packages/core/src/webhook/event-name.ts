import { type EventType, eventTypes } from '../membership/event.js'
import { addConflict, addIssue, type Notes } from './notes.js'

/** The fields of a payload that name its event; nothing is known of their types yet. */
interface Named {
  readonly eventName?: unknown
  readonly eventType?: unknown
  readonly orgId?: unknown
}

/**
 * Which of the four events a payload states: its `eventName`, else its `eventType`, which may carry the prefix `<orgId>_`
 * and must otherwise agree. `unknown` is a name of another event, `undefined` none at all.
 */
export const eventNameOf = (
  { eventName, eventType, orgId }: Named,
  notes: Notes,
): EventType | 'unknown' | undefined => {
  const stated = eventName ?? eventType ?? undefined
  if (stated === undefined) addIssue(notes, 'missing', 'eventName', 'the name of an event, a text')
  if (typeof stated !== 'string') return undefined
  const type = typeof eventType === 'string' ? splitPrefix(eventType) : undefined
  const name = typeof eventName === 'string' ? eventName : splitPrefix(stated).name
  if (type !== undefined && eventType !== name && type.name !== name) addConflict(notes, 'eventName')
  if (type?.org !== undefined && Number.isSafeInteger(orgId) && type.org !== String(orgId)) {
    addConflict(notes, 'eventName')
  }
  // Ours, not the payload's copy of it: a text that the engine knows finds its reader at once.
  const known = eventTypes.find((type) => type === name)
  if (known !== undefined) return known
  addIssue(notes, 'unknown-event', 'eventName', 'one of the four partner-program events')
  return 'unknown'
}

/** The vendor writes `150698_partnerProgramLinked` at times: the org before the name. */
const splitPrefix = (eventType: string): { readonly org?: string; readonly name: string } => {
  if (eventTypes.some((type) => type === eventType)) return { name: eventType }
  const [, org, name] = /^(\d+)_(.*)$/s.exec(eventType) ?? []
  return org === undefined || name === undefined ? { name: eventType } : { org, name }
}
