import { crc32 } from 'node:zlib'

/** What a column holds. A Buffer comes back only where a file is damaged or an id is read as it is stored. */
export type Cell = string | number | Uint8Array | null

/**
 * A 32-bit checksum of the cells `from` … `to - 1`, in order. Each step is a bijection of the state, so one flipped bit is
 * always found; any other change is missed once in 2^32. For rows of short cells: `zlib.crc32` would have to join them.
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

/** The low and the high half of a whole number. No other number is ever stored, so all of them count as one wrong value. */
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

/** The checksum of a text at its position: faster than `checksumOf` where the text is longer than a few words. */
export const textChecksum = (position: number, text: string): number => crc32(text, seedOf(position)) | 0

/** The checksum of an id and a text at their position. */
export const textsChecksum = (position: number, id: string, text: string): number =>
  crc32(text, crc32(id, seedOf(position))) | 0

/** The checksum of a body at its position. An empty one is not given to zlib, which starts over when its memory is null. */
export const bodyChecksum = (position: number, bytes: Uint8Array): number =>
  (bytes.byteLength === 0 ? seedOf(position) : crc32(bytes, seedOf(position))) | 0

/** Both halves of the position, so that a flipped bit of either gives another checksum. */
const seedOf = (position: number): number => {
  const low = position >>> 0
  return (low ^ Math.imul((position - low) / 0x1_0000_0000, prime)) >>> 0
}
