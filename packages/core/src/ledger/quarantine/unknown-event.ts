import { eventTypes } from '../../membership/event.js'
import { bodyTexts } from './body-text.js'
import { field } from './claimed.js'

/** An event of a name that the decoder does not know. */
export interface UnknownEvent {
  /** `*` where it is not of the form `[A-Za-z0-9_]{1,64}`, and so may hold anything. */
  readonly name: string
  /** Whether it seems to speak of a partner program: by its name, or by a `partnerProgramId` in it. */
  readonly isRelated: boolean
}

/** The unknown event that a body states, read leniently; `undefined` where it states none, or one that is known. */
export const unknownEvent = (body: Uint8Array): UnknownEvent | undefined => {
  const root = bodyTexts(body).find(({ json }) => json !== undefined)?.json?.root
  const name = nameIn(root)
  if (name === undefined || isKnown(name)) return undefined
  return {
    name: /^[A-Za-z0-9_]{1,64}$/.test(name) ? name : '*',
    isRelated: /partnerprogram/i.test(name) || statesProgram(root),
  }
}

const nameIn = (root: unknown): string | undefined => {
  const places = [root, field(root, 'attributes')]
  for (const key of ['eventName', 'eventType'])
    for (const place of places) {
      const name = field(place, key)
      if (typeof name === 'string') return name.replace(/^\d+_/, '')
    }
  return undefined
}

const isKnown = (name: string): boolean => (eventTypes as readonly string[]).includes(name) || name === 'PP_EXPIRY_JOB'

/** Whether `partnerProgramId` is stated at any depth; a walk without recursion, since nothing limits the depth here. */
const statesProgram = (root: unknown): boolean => {
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const place = waiting.pop()
    if (typeof place !== 'object' || place === null) continue
    for (const [key, value] of Object.entries(place)) {
      if (key.trim() === 'partnerProgramId' && value !== null) return true
      waiting.push(value)
    }
  }
  return false
}
