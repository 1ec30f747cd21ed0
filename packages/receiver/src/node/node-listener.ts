import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import { clearTimeout, setTimeout } from 'node:timers'

import type { HttpReply } from '../http-reply.js'
import type { WebhookHandler } from '../webhook-handler.js'
import { bodyOf, headOf, messageOf } from './incoming.js'
import { answer, outgoingOf } from './outgoing.js'

/**
 * Listens to the requests of a `node:http` or `node:http2` server, or of a framework over one. A framework's own request
 * may be handed in for its message (Fastify's `request`, Koa's `ctx.request`): its `originalUrl` and `rawBody` are then used.
 */
export type NodeListener = (request: NodeRequest, response: NodeResponse) => void

/** A request of Node's, or of a framework that has it as `raw`. */
export type NodeRequest =
  | IncomingMessage
  | Http2ServerRequest
  | { readonly raw: IncomingMessage | Http2ServerRequest }
  | { readonly req: IncomingMessage | Http2ServerRequest }

/** A response of Node's, or of a framework that has it as `raw`. */
export type NodeResponse =
  | ServerResponse
  | Http2ServerResponse
  | { readonly raw: ServerResponse | Http2ServerResponse }
  | { readonly res: ServerResponse | Http2ServerResponse }

/** How a listener treats connections. */
export interface NodeListenerOptions {
  /**
   * How long the rest of a body may still arrive after an early answer, ms; 5,000 by default. The rest is dropped, and the
   * connection cut after that time.
   */
  readonly lingerMs?: number | undefined
}

/**
 * Makes a listener of a handler. It writes nothing where somebody else has answered, such as a time-out of the host. It
 * makes no fetch-shaped request of a message, which would cost more than all the rest of an answer.
 */
export const nodeListener =
  (handler: Pick<WebhookHandler, 'receive'>, { lingerMs = 5_000 }: NodeListenerOptions = {}): NodeListener =>
  (request, response) => {
    const message = messageOf(request)
    // An aborted message emits an error; without a listener it would end the process.
    message.on('error', () => {})
    const finish = (reply: HttpReply): void => {
      answer(outgoingOf(response), reply)
      if (!message.complete) dropRest(message, lingerMs)
    }
    receive(handler, request).then(finish, () => finish(unchecked))
  }

const receive: (handler: Pick<WebhookHandler, 'receive'>, request: NodeRequest) => Promise<HttpReply> = async (
  handler,
  request,
) => handler.receive(headOf(request), bodyOf(request))

/** The answer in place of a handler that rejects: only a wrapper of the host's does. */
const unchecked: HttpReply = {
  status: 429,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '10' },
  text: '{"reply":"TryAgain","reason":"unchecked"}',
  isLast: false,
}

/** To cut the connection at once would reset it, and the client might never read the answer. */
const dropRest = (message: IncomingMessage, lingerMs: number): void => {
  const timer = setTimeout(() => message.destroy(), lingerMs)
  message.once('close', () => clearTimeout(timer)).resume()
}
