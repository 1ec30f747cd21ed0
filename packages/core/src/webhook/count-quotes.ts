/** Counts the quotation marks of a text in UTF-8, four bytes at a time. */
export const countQuotes = (bytes: Uint8Array): number => {
  if (bytes.length > chunkBytes)
    return countQuotes(bytes.subarray(0, chunkBytes)) + countQuotes(bytes.subarray(chunkBytes))
  scratch.set(bytes)
  scratch[bytes.length] = scratch[bytes.length + 1] = scratch[bytes.length + 2] = 0
  const end = Math.ceil(bytes.length / 4)
  let count = 0
  for (let from = 0; from < end; from += blockWords)
    count += sumOfBytes(quotesByLane(from, Math.min(from + blockWords, end)))
  return count
}

/** The most words for which four counters of one byte each, and their sum, cannot overflow a byte. */
const blockWords = 63

/** How many quotation marks stand in each of the four byte lanes of the words from `from` up to `to`. */
const quotesByLane = (from: number, to: number): number => {
  let lanes = 0
  for (let at = from; at < to; at++) {
    // A quotation mark becomes a zero byte, the only byte whose high bit stays clear in `others`.
    const mixed = (words[at] ?? 0) ^ 0x22222222
    const others = ((mixed & 0x7f7f7f7f) + 0x7f7f7f7f) | mixed
    lanes += (~others >>> 7) & 0x01010101
  }
  return lanes
}

const sumOfBytes = (word: number): number => Math.imul(word, 0x01010101) >>> 24

const chunkBytes = 16_384

/** Bytes are copied here so that they can be read as aligned words. */
const scratch = new Uint8Array(chunkBytes + 4)
const words = new Int32Array(scratch.buffer)
