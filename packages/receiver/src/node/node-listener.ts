import type { IncomingMessage, ServerResponse } from 'node:http'

import type { WebhookHandler } from '../webhook-handler.js'
import { flowOf, headOf } from './incoming.js'

/** Listens to the requests of a `node:http` server. Nothing may have read the body before. */
export type NodeListener = (message: IncomingMessage, response: ServerResponse) => void

export interface NodeListenerOptions {
  /** How long the rest of a body that was answered early may still come, and is dropped; then the connection is cut. 5,000 ms. */
  readonly lingerMs?: number
}

/**
 * A handler as a listener of `node:http`, and of what hands out its messages, such as Fastify. It makes no fetch-shaped
 * request of a message, which would cost more than all the rest of an answer.
 */
export const nodeListener =
  (handler: Pick<WebhookHandler, 'receive'>, { lingerMs = 5_000 }: NodeListenerOptions = {}): NodeListener =>
  (message, response) => {
    void handler.receive(headOf(message), flowOf(message)).then(({ status, headers, text, isLast }) => {
      if (isLast) response.shouldKeepAlive = false
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text)
      if (!message.complete) dropRest(message, lingerMs)
    })
  }

/** To cut the connection at once would reset it, and the answer might never be read. */
const dropRest = (message: IncomingMessage, lingerMs: number): void => {
  const timer = setTimeout(() => message.destroy(), lingerMs)
  message.once('close', () => clearTimeout(timer)).resume()
}
