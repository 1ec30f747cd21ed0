import type { IncomingMessage } from 'node:http'

import type { BodySource } from '../body-source.js'
import type { RequestHead } from '../request-head.js'

/** The head of a message. Nothing is gathered: few headers are ever asked for. */
export const headOf = ({ method, url, rawHeaders }: Message): RequestHead => ({
  method: method ?? '',
  url: url ?? '',
  headers: { get: (name) => headerIn(rawHeaders, name.toLowerCase()) },
})

type Message = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>

/** Repeated headers are joined, as a fetch-shaped server does: a second one must not hide behind the first. */
const headerIn = (raw: readonly string[], wanted: string): string | null => {
  // A pseudo-header of HTTP/2 is none.
  if (wanted.startsWith(':')) return null
  let found: string | null = null
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]
    if (name?.length !== wanted.length || name.toLowerCase() !== wanted) continue
    found = found === null ? (raw[at + 1] ?? '') : `${found}, ${raw[at + 1] ?? ''}`
  }
  return found
}

/** The body of a message. It stays as it is where it is stopped, and the rest does not flow. */
export const flowOf =
  (message: IncomingMessage): BodySource =>
  ({ piece, ended, failed }) => {
    message.on('data', piece).on('end', ended).on('error', failed).on('close', failed)
    return () => {
      // Whoever listened held what had arrived, and the message may stay for a while.
      message.off('data', piece).off('end', ended).off('error', failed).off('close', failed).pause()
    }
  }
