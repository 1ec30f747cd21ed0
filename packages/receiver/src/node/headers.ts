import type { IncomingMessage } from 'node:http'

import { propertyOf } from '../raw-body.js'

/**
 * The value of a header, by its name in lower case. Repeated headers are joined, as in a fetch-shaped request: a second one
 * must not hide after the first. An adapter that makes messages of its own, for functions, may have no raw headers.
 */
export const headerIn = ({ rawHeaders, headers }: IncomingMessage, wanted: string): string | null => {
  // A pseudo-header of HTTP/2 is none.
  if (wanted.startsWith(':')) return null
  return isEmpty(rawHeaders) ? parsedHeader(headers, wanted) : rawHeader(rawHeaders, wanted)
}

const isEmpty = (rawHeaders: readonly string[] | undefined): boolean => (rawHeaders?.length ?? 0) === 0

const rawHeader = (raw: readonly string[], wanted: string): string | null => {
  let found: string | null = null
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]
    if (name?.length !== wanted.length || name.toLowerCase() !== wanted) continue
    found = found === null ? (raw[at + 1] ?? '') : `${found}, ${raw[at + 1] ?? ''}`
  }
  return found
}

const parsedHeader = (headers: IncomingMessage['headers'] | undefined, wanted: string): string | null => {
  for (const [name, value] of Object.entries(headers ?? {}))
    if (name.toLowerCase() === wanted) return Array.isArray(value) ? value.join(', ') : (value ?? null)
  return null
}

/**
 * Whether the message states that it has no body: in HTTP/1, headers without a length and without an encoding of transfer
 * (RFC 9112, 6.3); in HTTP/2, a stream that ends with its headers.
 */
export const statesNoBody = (message: IncomingMessage): boolean => {
  if (message.httpVersionMajor === 2) return propertyOf(propertyOf(message, 'stream'), 'endAfterHeaders') === true
  if (message.httpVersionMajor !== 1 || isEmpty(message.rawHeaders)) return false
  return headerIn(message, 'content-length') === null && headerIn(message, 'transfer-encoding') === null
}
