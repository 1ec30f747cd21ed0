import { type InvalidArgument, invalidArgument, tooLarge, type TooLarge } from '../failure/store-error.js'
import type { Append, NewEvent } from './event.js'
import { storeLimits } from './limits.js'
import type { LogMark, Seen } from './page.js'

type ArgumentError = InvalidArgument | TooLarge | undefined

/** The fault of an `append`, looked for before anything is stored: the same answer from every store. */
export const checkAppend = (tenant: string, appends: readonly Append[], seen?: Seen): ArgumentError => {
  if (!Array.isArray(appends) || appends.length === 0) return invalidArgument('appends', 'at least one Append')
  const fault = checkName('tenant', tenant) ?? (seen === undefined ? undefined : checkSeen(seen))
  if (fault !== undefined) return fault
  for (const append of appends as readonly Append[]) {
    const found = checkOneAppend(append)
    if (found !== undefined) return found
  }
  return undefined
}

/** The fault of a `forget`: `upTo` a version, `occurredUntil` in ms since epoch. */
export const checkForget = (tenant: string, stream: string, upTo: number, occurredUntil: number): ArgumentError =>
  checkName('tenant', tenant) ??
  checkName('stream', stream) ??
  checkWhole('upTo', upTo, 0) ??
  (Number.isSafeInteger(occurredUntil) ? undefined : invalidArgument('occurredUntil', 'whole ms since epoch'))

/** The fault of a read: `after` a version or position, `limit` a number of events. */
export const checkRead = (tenant: string, after: number, limit: number): ArgumentError =>
  checkName('tenant', tenant) ?? checkWhole('after', after, 0) ?? checkLimit(limit)

/** The fault of a `streams`: `prefix` and `after` are names, or empty. */
export const checkStreams = (tenant: string, prefix: unknown, after: unknown, limit: unknown): ArgumentError =>
  checkName('tenant', tenant) ??
  (prefix === '' ? undefined : checkName('prefix', prefix)) ??
  (after === '' ? undefined : checkName('after', after)) ??
  checkLimit(limit)

/** The fault of a `heads`: `after` is the name of a tenant, or empty. */
export const checkHeads = (after: unknown, limit: unknown): ArgumentError =>
  (after === '' ? undefined : checkName('after', after)) ?? checkLimit(limit)

const checkSeen = (seen: Seen): ArgumentError =>
  typeof seen !== 'object' || seen === null
    ? invalidArgument('seen', 'what was read of a stream')
    : (checkName('seen.epoch', seen.epoch) ??
      checkName('seen.stream', seen.stream) ??
      checkWhole('seen.version', seen.version, 0) ??
      (seen.id === undefined ? undefined : checkText('seen.id', seen.id, storeLimits.idBytes)))

/** The fault of a mark of the log: an epoch by name, a position, and an id beside any position but 0. */
export const checkMark = (argument: string, mark: LogMark | null | undefined): ArgumentError =>
  checkName(`${argument}.epoch`, mark?.epoch) ??
  checkWhole(`${argument}.position`, mark?.position, 0) ??
  (mark?.id === undefined ? undefined : checkText(`${argument}.id`, mark.id, storeLimits.idBytes))

/** The fault of a name: of a tenant, a stream, a checkpoint, an epoch or an owner. */
export const checkName = (argument: string, name: unknown): ArgumentError =>
  checkText(argument, name, storeLimits.nameBytes)

/** The fault of a whole number that must be `least` or more. */
export const checkWhole = (argument: string, value: unknown, least: number): ArgumentError =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least
    ? undefined
    : invalidArgument(argument, `a whole number of ${least} or more`)

/** The fault of a number of events or tenants to read. */
export const checkLimit = (limit: unknown): ArgumentError =>
  typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= storeLimits.readEvents
    ? undefined
    : invalidArgument('limit', `a whole number from 1 to ${storeLimits.readEvents}`)

const checkOneAppend = ({ stream, expected, event, recordedAt }: Append): ArgumentError =>
  checkName('stream', stream) ??
  (expected === 'any' ? undefined : checkWhole('expected', expected, 0)) ??
  (recordedAt === undefined ? undefined : checkWhole('recordedAt', recordedAt, 0)) ??
  checkEvent(event)

const checkEvent = (event: NewEvent | undefined): ArgumentError =>
  typeof event !== 'object' || event === null
    ? invalidArgument('event', 'an event')
    : (checkText('id', event.id, storeLimits.idBytes) ??
      checkText('type', event.type, storeLimits.nameBytes) ??
      (Number.isSafeInteger(event.occurredAt) ? undefined : invalidArgument('occurredAt', 'whole ms since epoch')) ??
      checkWhole('schema', event.schema, 1) ??
      checkFacts('facts', event.facts) ??
      (event.personal === undefined ? undefined : checkFacts('personal', event.personal)) ??
      (event.body === undefined ? undefined : checkBody(event.body)))

const checkBody = (body: unknown): ArgumentError => {
  if (!isBytes(body)) return invalidArgument('body', 'a Uint8Array')
  return body.byteLength > storeLimits.bodyBytes ? tooLarge(storeLimits.bodyBytes) : undefined
}

/** Recognised by its tag, since each realm has a `Uint8Array` of its own. */
const isBytes = (body: unknown): body is Uint8Array => Object.prototype.toString.call(body) === '[object Uint8Array]'

const checkText = (argument: string, text: unknown, maxBytes: number): ArgumentError =>
  typeof text === 'string' && text.length > 0 && isStorable(text) && fits(text, maxBytes)
    ? undefined
    : invalidArgument(argument, `text of 1–${maxBytes} bytes without NUL and unpaired surrogates`)

/** `for … in` with a check of the key's owner is the engine's fastest walk over records of any shape. */
const checkFacts = (argument: 'facts' | 'personal', facts: unknown): ArgumentError => {
  if (typeof facts !== 'object' || facts === null) return invalidArgument(argument, 'a flat record')
  let keys = 0
  for (const key in facts) {
    if (!hasOwn.call(facts, key)) continue
    keys += 1
    const value: unknown = (facts as Record<string, unknown>)[key]
    if (!isFactKey(key)) return invalidArgument(argument, 'keys of the form [a-z][A-Za-z0-9]*')
    if (typeof value === 'string') {
      if (!isStorable(value)) return invalidArgument(argument, 'text without NUL and unpaired surrogates')
      if (!fits(value, storeLimits.textBytes)) return tooLarge(storeLimits.textBytes)
    } else if (!Number.isSafeInteger(value)) return invalidArgument(argument, 'values of text or safe whole numbers')
  }
  return keys > storeLimits.factKeys ? invalidArgument(argument, `at most ${storeLimits.factKeys} keys`) : undefined
}

const hasOwn = Object.prototype.hasOwnProperty

const factKey = /^[a-z][A-Za-z0-9]*$/

/** Keys come out of code, so there are few: each is looked at once. */
const knownKeys = new Set<string>()

const isFactKey = (key: string): boolean => {
  if (knownKeys.has(key)) return true
  if (!factKey.test(key)) return false
  if (knownKeys.size < 1024) knownKeys.add(key)
  return true
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** A UTF-16 unit is at most three bytes of UTF-8, and at least one: most texts need no count. */
const fits = (text: string, maxBytes: number): boolean =>
  text.length * 3 <= maxBytes || (text.length <= maxBytes && utf8Bytes(text) <= maxBytes)

const utf8Bytes = (text: string): number => {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
