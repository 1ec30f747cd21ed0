import type { Outcome } from './outcome.js'

/** The answer to a request, for any server. */
export interface Reply {
  readonly status: 200 | 401 | 405 | 413 | 415 | 429
  readonly headers: Readonly<Record<string, string>>
  /** JSON */
  readonly text: string
  /** The handler is closing: the connection is of no more use to it. */
  readonly isLast: boolean
}

/** The status of each outcome. What should come again is 429 whatever its cause: the platform repeats no other one. */
const statuses: Readonly<Record<Outcome['outcome'], Reply['status']>> = {
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

export const replyTo = (outcome: Outcome, retryAfterSeconds: number, isLast: boolean): Reply => ({
  status: statuses[outcome.outcome],
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...hint(outcome, retryAfterSeconds) },
  text: JSON.stringify(outcome),
  isLast,
})

/** What HTTP wants said beside such a status. */
const hint = ({ outcome }: Outcome, retryAfterSeconds: number): Reply['headers'] => {
  switch (outcome) {
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

export const responseOf = ({ status, headers, text }: Reply): Response => new Response(text, { status, headers })
