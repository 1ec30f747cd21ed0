import { LedgerError } from '../../failure/ledger-error.js'
import { invalidArgument } from '../../failure/store-error.js'
import { storeLimits } from '../../store/limits.js'
import { bodyBytes } from '../arguments/body-bytes.js'

/** The bytes of a file or a response as they arrive. */
export type ByteChunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/**
 * The lines of an NDJSON stream, as bytes and without their line ends; blank ones are passed over. A line longer than
 * anything that is kept is cut, still too long, so that memory stays flat and `ingest` refuses it.
 */
export const ndjson = (chunks: ByteChunks): AsyncGenerator<Uint8Array> => linesUpTo(longestBody, chunks)

/** The same for lines of up to so many bytes. */
export async function* linesUpTo(longest: number, chunks: ByteChunks): AsyncGenerator<Uint8Array> {
  const joined = joinedUpTo(longest)
  const reader = chunkReader()
  let held: Uint8Array = noBytes
  for await (const chunk of chunks) {
    const bytes = reader.bytesOf(chunk)
    let from = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, from)) {
      const line = withoutReturn(joined(held, bytes.subarray(from, end)))
      held = noBytes
      from = end + 1
      if (!isBlank(line)) yield line
    }
    held = joined(held, bytes.subarray(from))
  }
  const last = joined(held, reader.rest())
  if (!isBlank(last)) yield last
}

const lineFeed = 0x0a
const noBytes = new Uint8Array(0)
const encoder = new TextEncoder()
/** Too long with and without a carriage return at its end. */
const longestBody = storeLimits.bodyBytes + 2

interface ChunkReader {
  bytesOf(chunk: string | Uint8Array): Uint8Array
  rest(): Uint8Array
}

/** A copy: the source may use its memory again while lines of the chunk are still to come. */
const ownBytes = (chunk: unknown): Uint8Array => {
  const bytes = bodyBytes(chunk)
  if (bytes._tag === 'Left') throw new LedgerError(invalidArgument('chunks', 'texts or bytes that are still there'))
  return bytes.right
}

/** A pair of surrogates that two texts share is one character: its first half waits for the other. */
const chunkReader = (): ChunkReader => {
  let half = ''
  return {
    bytesOf: (chunk) => {
      if (typeof chunk !== 'string') return ownBytes(chunk)
      const text = half + chunk
      half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? ''
      return encoder.encode(text.slice(0, text.length - half.length))
    },
    rest: () => encoder.encode(half),
  }
}

const withoutReturn = (line: Uint8Array): Uint8Array => (line.at(-1) === 0x0d ? line.subarray(0, -1) : line)

const joinedUpTo =
  (longest: number) =>
  (held: Uint8Array, more: Uint8Array): Uint8Array => {
    const kept = more.subarray(0, Math.max(0, longest - held.byteLength))
    if (kept.byteLength === 0) return held
    const line = new Uint8Array(held.byteLength + kept.byteLength)
    line.set(held)
    line.set(kept, held.byteLength)
    return line
  }

/** Space, tab and carriage return: what JSON allows between values and an editor leaves behind. */
const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)
