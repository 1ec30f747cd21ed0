import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Issue } from './issue.js'

/**
 * The text of a body: of at most `maxBytes` bytes, in UTF-8 without a flaw, and without the one byte order mark that is
 * forgiven. Nothing is decompressed and no other encoding is tried.
 */
export const readText = (body: string | Uint8Array, maxBytes: number): Either<Issue, string> => {
  if (typeof body === 'string') {
    return Buffer.byteLength(body) > maxBytes ? left(tooLarge) : right(body.startsWith('\ufeff') ? body.slice(1) : body)
  }
  if (!ArrayBuffer.isView(body)) return left(notBytes)
  if (body.byteLength > maxBytes) return left(tooLarge)
  try {
    return right(utf8.decode(body))
  } catch {
    return left(notUtf8)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

const tooLarge: Issue = { kind: 'limit', path: '', expected: 'a body within the limit of bytes' }
const notUtf8: Issue = { kind: 'malformed', path: '', expected: 'UTF-8' }
const notBytes: Issue = { kind: 'malformed', path: '', expected: 'a text or bytes, as received' }
