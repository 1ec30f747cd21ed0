import type { Reply } from './reply.js'

/** The answer to a request, for any server. */
export interface HttpReply {
  readonly status: 200 | 401 | 405 | 413 | 429
  readonly headers: Readonly<Record<string, string>>
  /** JSON */
  readonly text: string
  /** The handler is closing: the server may close the connection after this answer. */
  readonly isLast: boolean
}

/** What of an answer the host decides. */
export interface ReplyOptions {
  readonly retryAfterSeconds: number
  /** The status for a sender that is not the platform. */
  readonly onStranger: 401 | 429
}

/** The status of each reply. What should come again is 429 whatever its cause: the platform repeats no other status. */
const statuses: Readonly<Record<Exclude<Reply['reply'], 'Unauthorized'>, HttpReply['status']>> = {
  Recorded: 200,
  Duplicate: 200,
  Quarantined: 200,
  Ignored: 200,
  Refused: 413,
  MethodNotAllowed: 405,
  TryAgain: 429,
}

export const httpReplyTo = (reply: Reply, options: ReplyOptions, isLast: boolean): HttpReply => {
  const status = reply.reply === 'Unauthorized' ? options.onStranger : statuses[reply.reply]
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...hint(status, options) },
    text: JSON.stringify(reply),
    isLast,
  }
}

/** The headers that HTTP requires with such a status. */
const hint = (status: HttpReply['status'], { retryAfterSeconds }: ReplyOptions): HttpReply['headers'] => {
  switch (status) {
    case 429:
      return { 'retry-after': String(retryAfterSeconds) }
    case 405:
      return { allow: 'POST, PUT' }
    case 401:
      return { 'www-authenticate': 'Static-Header' }
    default:
      return {}
  }
}

export const responseOf = ({ status, headers, text }: HttpReply): Response => new Response(text, { status, headers })
