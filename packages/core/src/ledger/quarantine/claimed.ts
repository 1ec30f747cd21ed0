/** What a body claims of itself, read leniently and never trusted: for lists and limits, not for decisions. */
export interface Claimed {
  readonly orgId?: number
  readonly eventName?: string
}

/** Looks into any JSON text, flat or wrapped; an unreadable body claims nothing. */
export const claimed = (body: Uint8Array): Claimed => {
  const root = parsed(body)
  const places = [field(root, 'attributes'), root]
  const stated = first(places, 'orgId', isId)
  const orgId = stated === undefined ? undefined : Number(stated)
  const eventName = first(places, 'eventName', isName) ?? first(places, 'eventType', isName)
  return { ...(orgId === undefined ? {} : { orgId }), ...(eventName === undefined ? {} : { eventName }) }
}

const parsed = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

const first = <A>(places: readonly unknown[], name: string, isWanted: (value: unknown) => value is A): A | undefined =>
  places.map((place) => field(place, name)).find(isWanted)

const field = (place: unknown, name: string): unknown => {
  if (typeof place !== 'object' || place === null) return undefined
  const found = Object.entries(place).find(([key]) => key.trim() === name)
  return found?.[1]
}

/** Also digits in a text, the likeliest flaw of a body that is kept apart. */
const isId = (value: unknown): value is number | string =>
  typeof value === 'string'
    ? /^[1-9]\d{0,15}$/.test(value) && Number.isSafeInteger(Number(value))
    : Number.isSafeInteger(value) && Number(value) > 0

const isName = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9_.-]{1,100}$/.test(value)
