import { type BodyText, bodyTexts } from './body-text.js'

/** What a body claims of itself, read leniently and never trusted: for lists and limits, not for decisions. */
export interface Claimed {
  readonly orgId?: number
  readonly eventName?: string
}

/** Looks into any JSON text, flat or wrapped, and for the organisation also into a text that does not parse. */
export const claimed = (body: Uint8Array): Claimed => claimedIn(bodyTexts(body))

/** The same of a body whose texts are at hand. */
export const claimedIn = (texts: readonly BodyText[]): Claimed => {
  const json = texts.find((one) => one.json !== undefined)?.json
  const places = json === undefined ? [] : [field(json.root, 'attributes'), json.root]
  const orgId = json === undefined ? orgIdIn(texts) : first(places, 'orgId', idOf)
  const eventName = first(places, 'eventName', nameOf) ?? first(places, 'eventType', nameOf)
  return { ...(orgId === undefined ? {} : { orgId }), ...(eventName === undefined ? {} : { eventName }) }
}

const orgIdIn = (texts: readonly BodyText[]): number | undefined => {
  for (const { text } of texts) {
    const stated = /"\s*orgId\s*"\s*:\s*"?\s*(\d{1,16})(?!\d)/.exec(text)?.[1]
    const orgId = stated === undefined ? undefined : idOf(stated)
    if (orgId !== undefined) return orgId
  }
  return undefined
}

const first = <A>(places: readonly unknown[], name: string, read: (value: unknown) => A | undefined): A | undefined => {
  for (const place of places) {
    const value = read(field(place, name))
    if (value !== undefined) return value
  }
  return undefined
}

/** The value under this key of an object, the key's surrounding white space forgiven. */
export const field = (place: unknown, name: string): unknown => {
  if (typeof place !== 'object' || place === null) return undefined
  const found = Object.entries(place).find(([key]) => key.trim() === name)
  return found?.[1]
}

/** Also digits in a text, the likeliest flaw of a quarantined body. */
const idOf = (value: unknown): number | undefined => {
  const id = typeof value === 'string' && /^\s*\d{1,16}\s*$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined
}

const nameOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[A-Za-z0-9_.-]{1,100}$/.test(value) ? value : undefined
