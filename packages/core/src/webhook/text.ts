import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Issue } from './issue.js'

/** A body as text, and its bytes in UTF-8. */
export interface BodyText {
  readonly text: string
  readonly bytes: Uint8Array
}

/**
 * The text of a body: of at most `maxBytes` bytes, in UTF-8 without a flaw, and without the one byte order mark that is
 * forgiven. Nothing is decompressed and no other encoding is tried.
 */
export const readText = (body: string | Uint8Array, maxBytes: number): Either<Issue, BodyText> => {
  if (typeof body === 'string') return readString(body, maxBytes)
  if (!ArrayBuffer.isView(body)) return left(notBytes)
  if (body.byteLength > maxBytes) return left(tooLarge)
  const bytes = body instanceof Uint8Array ? body : bytesOf(body)
  try {
    return right({ text: utf8.decode(bytes), bytes })
  } catch {
    return left(notUtf8)
  }
}

const readString = (body: string, maxBytes: number): Either<Issue, BodyText> =>
  Buffer.byteLength(body) > maxBytes
    ? left(tooLarge)
    : right({ text: body.startsWith('\ufeff') ? body.slice(1) : body, bytes: Buffer.from(body) })

/** Callers without types hand in other views. */
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const utf8 = new TextDecoder('utf-8', { fatal: true })

const tooLarge: Issue = { kind: 'limit', path: '', expected: 'a body within the limit of bytes' }
const notUtf8: Issue = { kind: 'malformed', path: '', expected: 'UTF-8' }
const notBytes: Issue = { kind: 'malformed', path: '', expected: 'a text or bytes, as received' }
