import type { IncomingMessage } from 'node:http'
import { clearTimeout, setTimeout } from 'node:timers'

import { type BodyObserver, type BodySource, soon } from '../body-source.js'
import { keptBodyOf, propertyOf } from '../raw-body.js'
import type { RequestHead } from '../request-head.js'
import { headerIn, statesNoBody } from './headers.js'

/** The message itself, of a framework's own request as well: Fastify's `request.raw`, Koa's `ctx.req`. */
export const messageOf = (request: unknown): IncomingMessage =>
  (propertyOf(request, 'raw') ?? propertyOf(request, 'req') ?? request) as IncomingMessage

/** The head of a request, by the URL that the client sent where a framework has changed it. Few headers are ever read. */
export const headOf = (request: unknown): RequestHead => {
  const message = messageOf(request)
  const url = [propertyOf(request, 'originalUrl'), propertyOf(message, 'originalUrl'), message.url].find(isText)
  return {
    method: message.method ?? '',
    url: url ?? '',
    headers: { get: (name) => headerIn(message, name.toLowerCase()) },
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** The body of a request. Stopping leaves the message as it is, and the rest unread. */
export const bodyOf =
  (request: unknown): BodySource =>
  (observer) => {
    const message = messageOf(request)
    const kept = keptBodyOf(request) ?? keptBodyOf(propertyOf(request, 'request')) ?? keptBodyOf(message)
    if (kept !== undefined) return soon(() => observer.whole(kept))
    if (statesNoBody(message)) return soon(() => observer.whole(new Uint8Array(0)))
    if (message.readableDidRead) return soon(() => observer.failed('already-read'))
    if (message.readableEnded) return soon(observer.ended)
    if (message.destroyed) return soon(observer.failed)
    return listen(message, observer)
  }

const listen = (message: IncomingMessage, observer: BodyObserver): (() => void) => {
  let timer: NodeJS.Timeout | undefined
  // A host that has set an encoding gets texts.
  const piece = (chunk: Uint8Array | string): void =>
    observer.piece(typeof chunk === 'string' ? Buffer.from(chunk, message.readableEncoding ?? 'utf8') : chunk)
  const failed = (): void => observer.failed()
  const ended = (): void => {
    if (message.httpVersionMajor !== 2 || headerIn(message, 'content-length') !== null) observer.ended()
    else timer = setTimeout(observer.ended, resetMs)
  }
  message.on('data', piece).on('end', ended).on('error', failed).on('close', failed)
  // A message that somebody has paused does not start to flow by a listener.
  message.resume()
  return () => {
    clearTimeout(timer)
    // The observer holds what has arrived, and the message may stay for a while.
    message.off('data', piece).off('end', ended).off('error', failed).off('close', failed).pause()
  }
}

/**
 * How long the end of an HTTP/2 body without an announced length is waited on. A client that goes away ends the body and
 * resets the stream just after that; a message of `node:http2` then closes.
 */
const resetMs = 10
