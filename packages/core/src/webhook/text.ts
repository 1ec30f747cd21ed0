import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Issue } from '../failure/undecodable-webhook.js'
import { isCompressed } from './compressed.js'

/** A body as text, and as bytes of UTF-8. */
export interface BodyText {
  readonly text: string
  readonly bytes: Uint8Array
}

/**
 * Decodes a body of at most `maxBytes` bytes as UTF-8, strictly. One byte order mark is removed. Nothing is decompressed and
 * no other encoding is tried.
 */
export const readText = (body: string | Uint8Array, maxBytes: number): Either<Issue, BodyText> => {
  if (typeof body === 'string') return readString(body, maxBytes)
  if (!ArrayBuffer.isView(body)) return left(notBytes)
  if (body.byteLength > maxBytes) return left(tooLarge)
  const bytes = body instanceof Uint8Array ? body : bytesOf(body)
  try {
    return right({ text: utf8.decode(bytes), bytes })
  } catch {
    return left(isCompressed(bytes) ? compressed : notUtf8)
  }
}

const readString = (body: string, maxBytes: number): Either<Issue, BodyText> =>
  Buffer.byteLength(body) > maxBytes
    ? left(tooLarge)
    : right({ text: body.startsWith('\ufeff') ? body.slice(1) : body, bytes: Buffer.from(body) })

/** Callers without types pass other views as well. */
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const utf8 = new TextDecoder('utf-8', { fatal: true })

const tooLarge: Issue = { kind: 'limit', path: '', expected: 'a body within the limit of bytes' }
const compressed: Issue = { kind: 'malformed', path: '', expected: 'JSON, not compressed' }
const notUtf8: Issue = { kind: 'malformed', path: '', expected: 'UTF-8' }
const notBytes: Issue = { kind: 'malformed', path: '', expected: 'a text or bytes, as received' }
