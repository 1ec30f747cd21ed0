import { type Either, left, right } from 'fp-ts/lib/Either.js'

import { type InvalidArgument, invalidArgument } from '../../failure/store-error.js'

/**
 * The bytes of a body as a copy of its own, whatever happens to the caller's memory afterwards: a text in UTF-8, a view
 * of any realm, of shared or resizable memory, or a whole buffer. A detached buffer has no bytes and is refused.
 */
export const bodyBytes = (given: unknown): Either<InvalidArgument, Uint8Array> => {
  if (typeof given === 'string') return right(encoder.encode(given))
  if (!isMemory(given)) return left(invalidArgument('body', 'a text or bytes, as received'))
  try {
    return right(copyOf(given))
  } catch {
    return left(invalidArgument('body', 'bytes that are still there: this buffer is detached or was cut short'))
  }
}

const encoder = new TextEncoder()

type Memory = ArrayBufferView | ArrayBufferLike

const copyOf = (given: Memory): Uint8Array => {
  const view = ArrayBuffer.isView(given) ? viewOf(given) : new Uint8Array(given)
  const copy = new Uint8Array(view.length)
  copy.set(view)
  return copy
}

/** Throws where the memory is gone: constructors do so for detached buffers, `values` for views that lie outside. */
const viewOf = (given: ArrayBufferView): Uint8Array => {
  const { buffer, byteOffset, byteLength } = given
  if (byteLength === 0 && !isDataView(given)) Uint8Array.prototype.values.call(given as Uint8Array)
  return new Uint8Array(buffer, byteOffset, byteLength)
}

const isMemory = (given: unknown): given is Memory => ArrayBuffer.isView(given) || isBuffer(given)

const isBuffer = (given: unknown): given is ArrayBufferLike => /^\[object (Shared)?ArrayBuffer\]$/.test(tagOf(given))

const isDataView = (given: unknown): boolean => tagOf(given) === '[object DataView]'

/** Each realm has constructors of its own, so `instanceof` knows only some of them. */
const tagOf = (given: unknown): string => Object.prototype.toString.call(given)
