import type { ServerResponse } from 'node:http'

import type { HttpReply } from '../http-reply.js'
import { propertyOf } from '../raw-body.js'

/** The response itself, of a framework's own one as well: Fastify's `reply`, Koa's `ctx.response`. */
export const outgoingOf = (response: unknown): ServerResponse =>
  (propertyOf(response, 'raw') ?? propertyOf(response, 'res') ?? response) as ServerResponse

/** Writes an answer, unless somebody else has begun one or the connection is gone. It never throws. */
export const answer = (response: ServerResponse, { status, headers, text, isLast }: HttpReply): void => {
  if (response.headersSent || response.writableEnded || response.destroyed) return
  // A response whose connection breaks from now on emits an error; without a listener it would end the process.
  response.on('error', () => {})
  try {
    if (isLast) response.shouldKeepAlive = false
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text)
  } catch {
    // Something that the host put around the response failed. Without an answer the platform sends the body again.
    response.destroy()
  }
}
