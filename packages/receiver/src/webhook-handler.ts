import { senderOf } from './authenticate.js'
import { bodyOf, type BodySource } from './body-source.js'
import { type HttpReply, httpReplyTo, responseOf } from './http-reply.js'
import { entryFor, noOrganisation } from './log-entries.js'
import { nextTurn } from './next-turn.js'
import { settingsOf, type WebhookHandlerOptions } from './options.js'
import { presence } from './presence.js'
import { type Reply, tryAgain } from './reply.js'
import { headOf, type RequestHead } from './request-head.js'
import { checkHead, takeBody } from './take-body.js'

/** Takes webhooks into a ledger. A body that was answered with 200 is in the log, whatever happens next. */
export interface WebhookHandler {
  /** Answers a fetch-shaped request. It never rejects. */
  (request: Request): Promise<Response>
  /** The same for a server that has no such requests: `nodeListener` uses it. It never rejects. */
  receive(head: RequestHead, source: BodySource): Promise<HttpReply>
  /** How often each reply was given since the handler was made. */
  counts(): Readonly<Record<Reply['reply'], number>>
  /**
   * Answers later requests with 429, and resolves when the earlier ones have their answers, or after `timeoutMs` (10,000 by
   * default). The ledger stays open: close it after the handler.
   */
  close(options?: { readonly timeoutMs?: number }): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Makes a handler to mount in the host's server. Wrong options throw a `LedgerError` with `InvalidOption` at once. */
export const webhookHandler = (options: WebhookHandlerOptions): WebhookHandler => {
  const settings = settingsOf(options)
  const requests = presence()
  const bodies = presence()
  const counts = noCounts()
  let isOpen = true

  const decide = async (head: RequestHead, source: BodySource): Promise<Reply> => {
    if (!isOpen) return tryAgain('closing')
    if (head.method !== 'POST' && head.method !== 'PUT') return { reply: 'MethodNotAllowed' }
    const sender = await senderOf(settings, head)
    if ('reply' in sender) return sender
    if (sender.orgs?.size === 0) settings.logger(noOrganisation)
    const fault = checkHead(head, settings)
    if (fault !== undefined) return fault
    if (bodies.inside >= settings.inFlight) return tryAgain('busy')
    bodies.enter()
    try {
      return await takeBody(settings, head, source, sender)
    } finally {
      bodies.leave()
    }
  }

  const receive: WebhookHandler['receive'] = async (head, source) => {
    requests.enter()
    // Nothing in here throws; a server's own head or body source may.
    const reply = await decide(head, source).catch(() => tryAgain('unchecked'))
    requests.leave()
    counts[reply.reply] += 1
    const entry = entryFor(reply)
    if (entry !== undefined) settings.logger(entry)
    return httpReplyTo(reply, settings, !isOpen)
  }

  const close: WebhookHandler['close'] = async ({ timeoutMs = 10_000 } = {}) => {
    isOpen = false
    await requests.emptied(timeoutMs)
    // A server writes an answer just after it got one. The host may close the server next, and must not be faster.
    await nextTurn()
  }

  const handle = async (request: Request): Promise<Response> =>
    responseOf(await receive(headOf(request), bodyOf(request)))
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
  TryAgain: 0,
})
