import type { IncomingMessage } from 'node:http'

import type { Flow } from '../flow.js'
import type { RequestHead } from '../request-head.js'

/** The head of a message. Its headers are gathered when somebody asks for them. */
export const headOf = (message: Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>): RequestHead => {
  let headers: Headers | undefined
  return {
    method: message.method ?? '',
    url: message.url ?? '',
    get headers() {
      return (headers ??= headersOf(message.rawHeaders))
    },
  }
}

/** Repeated headers are joined, as a fetch-shaped server does: a second one must not hide behind the first. */
const headersOf = (raw: readonly string[]): Headers => {
  const headers = new Headers()
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2)
    // A pseudo-header of HTTP/2 is none.
    if (!name.startsWith(':')) headers.append(name, value)
  }
  return headers
}

/** The body of a message. It stays as it is where it is stopped, and the rest does not flow. */
export const flowOf =
  (message: IncomingMessage): Flow =>
  ({ piece, ended, failed }) => {
    message.on('data', piece).on('end', ended).on('error', failed).on('close', failed)
    return () => {
      // Whoever listened held what had arrived, and the message may stay for a while.
      message.off('data', piece).off('end', ended).off('error', failed).off('close', failed).pause()
    }
  }
