import { bytesOf } from './bytes-of.js'

/**
 * The body that a framework has kept of a request that it read: a `rawBody` of bytes or text, as NestJS, Fastify's and
 * Koa's plugins and functions platforms offer it. `undefined` where there is none.
 */
export const rawBodyOf = (request: unknown): Uint8Array | undefined => {
  const raw = propertyOf(request, 'rawBody')
  return typeof raw === 'string' ? new TextEncoder().encode(raw) : bytesOf(raw)
}

/** The same, or a `body` of bytes: what a parser such as `express.raw()` leaves. A parsed body is no longer what was sent. */
export const keptBodyOf = (request: unknown): Uint8Array | undefined =>
  rawBodyOf(request) ?? bytesOf(propertyOf(request, 'body'))

/** A property of an object of somebody else's. One that throws when it is read is none: a lazy parser may. */
export const propertyOf = (owner: unknown, name: string): unknown => {
  if (typeof owner !== 'object' || owner === null) return undefined
  try {
    return (owner as Readonly<Record<string, unknown>>)[name]
  } catch {
    return undefined
  }
}
