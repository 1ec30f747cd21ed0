import type { Reply } from './reply.js'

/** The answer to a request, for any server. */
export interface HttpReply {
  readonly status: 200 | 401 | 405 | 413 | 415 | 429
  readonly headers: Readonly<Record<string, string>>
  /** JSON */
  readonly text: string
  /** The handler is closing: the connection is of no more use to it. */
  readonly isLast: boolean
}

/** The status of each reply. What should come again is 429 whatever its cause: the platform repeats no other one. */
const statuses: Readonly<Record<Reply['reply'], HttpReply['status']>> = {
  Recorded: 200,
  Duplicate: 200,
  Quarantined: 200,
  Ignored: 200,
  Refused: 413,
  Unauthorized: 401,
  MethodNotAllowed: 405,
  UnsupportedEncoding: 415,
  TryAgain: 429,
}

export const httpReplyTo = (reply: Reply, retryAfterSeconds: number, isLast: boolean): HttpReply => ({
  status: statuses[reply.reply],
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...hint(reply, retryAfterSeconds) },
  text: JSON.stringify(reply),
  isLast,
})

/** What HTTP wants said beside such a status. */
const hint = ({ reply }: Reply, retryAfterSeconds: number): HttpReply['headers'] => {
  switch (reply) {
    case 'TryAgain':
      return { 'retry-after': String(retryAfterSeconds) }
    case 'MethodNotAllowed':
      return { allow: 'POST' }
    case 'UnsupportedEncoding':
      return { 'accept-encoding': 'identity' }
    case 'Unauthorized':
      return { 'www-authenticate': 'Static-Header' }
    default:
      return {}
  }
}

export const responseOf = ({ status, headers, text }: HttpReply): Response => new Response(text, { status, headers })
