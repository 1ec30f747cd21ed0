import { crc32 } from 'node:zlib'

/** What a column holds. A Buffer is met only where a file is damaged or an id is looked at raw. */
export type Cell = string | number | Uint8Array | null

/**
 * A 32-bit checksum of the cells `from` … `to - 1`, in order. Each step is a bijection of the state, so one flipped bit is
 * always seen; anything else is missed once in 2^32. Made for rows of short cells, which would have to be joined for
 * `zlib.crc32`, which keeps the bodies.
 */
export const checksumOf = (cells: readonly (Cell | undefined)[], from: number, to: number): number => {
  let sum = 0x811c9dc5
  for (let index = from; index < to; index += 1) {
    const cell = cells[index]
    if (typeof cell === 'number') sum = numberStep(sum, cell)
    else if (typeof cell === 'string') sum = textStep(sum, cell)
    else sum = Math.imul(sum ^ (cell === null ? 0x1f : 0x2f), prime)
    sum ^= sum >>> 15
  }
  return sum
}

const prime = 0x01000193

/** The low and the high half of a whole number. No other number is ever stored, so all of them are one wrong value. */
const numberStep = (sum: number, value: number): number => {
  if (!Number.isSafeInteger(value)) return Math.imul(sum ^ 0x3f, prime)
  const low = value >>> 0
  return Math.imul(Math.imul(sum ^ low, prime) ^ ((value - low) / 0x1_0000_0000), prime)
}

const textStep = (sum: number, text: string): number => {
  let next = sum
  for (let index = 0; index < text.length; index += 1) next = Math.imul(next ^ text.charCodeAt(index), prime)
  return Math.imul(next ^ 0x22, prime)
}

/** The checksum of a body at its position. An empty one is not shown to zlib, which starts over when its memory is null. */
export const bodyChecksum = (position: number, bytes: Uint8Array): number =>
  (bytes.byteLength === 0 ? position : crc32(bytes, position >>> 0)) | 0
