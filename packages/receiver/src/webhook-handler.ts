import type { LogEntry } from '@partner-ledger/core'

import { senderOf } from './authenticate.js'
import { type BodySource, flowOf } from './body-source.js'
import { type HttpReply, httpReplyTo, responseOf } from './http-reply.js'
import { settingsOf, type WebhookHandlerOptions } from './options.js'
import { presence } from './presence.js'
import { type Reply, tryAgain } from './reply.js'
import { headOf, type RequestHead } from './request-head.js'
import { checkHead, takeBody } from './take-body.js'

/** Takes webhooks into a ledger. A body that was answered with 200 is in the log, whatever happens next. */
export interface WebhookHandler {
  /** Answers a fetch-shaped request. It never rejects. */
  (request: Request): Promise<Response>
  /** The same for a server that has none: `nodeListener` is made of it. */
  receive(head: RequestHead, flow: BodySource): Promise<HttpReply>
  /** How often each reply was answered since the handler was made. */
  counts(): Readonly<Record<Reply['reply'], number>>
  /**
   * Answers later requests with 429, and resolves when those before it have their answers, or after 10 seconds unless told.
   * The ledger stays open: close it behind the handler.
   */
  close(options?: { readonly timeoutMs?: number }): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** A handler of webhooks to mount in the host's server. Wrong options throw a `LedgerError` with `InvalidOption` at once. */
export const webhookHandler = (options: WebhookHandlerOptions): WebhookHandler => {
  const settings = settingsOf(options)
  const requests = presence()
  const bodies = presence()
  const counts = noCounts()
  let isOpen = true

  const decide = async (head: RequestHead, flow: BodySource): Promise<Reply> => {
    if (!isOpen) return tryAgain('closing')
    if (head.method !== 'POST') return { reply: 'MethodNotAllowed' }
    const sender = await senderOf(settings, head)
    if ('reply' in sender) return sender
    const fault = checkHead(head, settings)
    if (fault !== undefined) return fault
    if (bodies.inside >= settings.inFlight) return tryAgain('busy')
    bodies.enter()
    try {
      return await takeBody(settings, head, flow, sender)
    } finally {
      bodies.leave()
    }
  }

  const receive: WebhookHandler['receive'] = async (head, flow) => {
    requests.enter()
    // Nothing in here throws; a server's own head or flow may.
    const reply = await decide(head, flow).catch(() => tryAgain('unchecked'))
    requests.leave()
    counts[reply.reply] += 1
    const entry = entryFor(reply)
    if (entry !== undefined) settings.logger(entry)
    return httpReplyTo(reply, settings.retryAfterSeconds, !isOpen)
  }

  const close: WebhookHandler['close'] = async ({ timeoutMs = 10_000 } = {}) => {
    isOpen = false
    await requests.emptied(timeoutMs)
    // A server writes an answer just after it was given one: who closes the server next must not be faster.
    await new Promise((resolve) => setImmediate(resolve))
  }

  const handle = async (request: Request): Promise<Response> =>
    responseOf(await receive(headOf(request), flowOf(request)))
  const members: Pick<WebhookHandler, keyof WebhookHandler> = {
    receive,
    counts: () => ({ ...counts }),
    close,
    [Symbol.asyncDispose]: () => close(),
  }
  return Object.assign(handle, members)
}

const noCounts = (): Record<Reply['reply'], number> => ({
  Recorded: 0,
  Duplicate: 0,
  Quarantined: 0,
  Ignored: 0,
  Refused: 0,
  Unauthorized: 0,
  MethodNotAllowed: 0,
  UnsupportedEncoding: 0,
  TryAgain: 0,
})

/** What is said of requests that somebody may have to look into. */
const entryFor = (reply: Reply): LogEntry | undefined => {
  switch (reply.reply) {
    case 'TryAgain':
      return { level: 'warn', code: 'webhook-try-again', reason: reply.reason, error: reply.error }
    case 'Refused':
      return { level: 'warn', code: 'webhook-refused', reason: reply.reason, maxBytes: reply.maxBytes }
    case 'Unauthorized':
    case 'UnsupportedEncoding':
    case 'MethodNotAllowed':
      return { level: 'warn', code: 'webhook-not-taken', reply: reply.reply }
    default:
      return undefined
  }
}
