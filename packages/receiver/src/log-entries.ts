import type { LogEntry } from '@partner-ledger/core'

import type { Reply } from './reply.js'

/**
 * A sender that was let in speaks for no organisation, so its body goes to the quarantine as `foreign-org`. A wrong mount
 * path does this to every body.
 */
export const noOrganisation: LogEntry = { level: 'warn', code: 'webhook-no-organisation' }

/** The log entry for a reply that somebody may have to look into. It holds no value of the request. */
export const entryFor = (reply: Reply): LogEntry | undefined => {
  switch (reply.reply) {
    case 'TryAgain':
      return { level: levelOf(reply), code: 'webhook-try-again', reason: reply.reason, error: reply.error }
    case 'Refused':
      return { level: 'warn', code: 'webhook-refused', reason: reply.reason, maxBytes: reply.maxBytes }
    case 'Unauthorized':
    case 'MethodNotAllowed':
      return { level: 'warn', code: 'webhook-not-taken', reply: reply.reply }
    default:
      return undefined
  }
}

/** No repetition helps a host that reads bodies before the handler. */
const levelOf = ({ reason }: Extract<Reply, { reply: 'TryAgain' }>): LogEntry['level'] =>
  reason === 'already-read' ? 'error' : 'warn'
