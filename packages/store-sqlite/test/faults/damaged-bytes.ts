/** Another copy of the bytes, wrong in one way. */
export type Damage = (bytes: Buffer, random: (limit: number) => number) => Buffer

export const flippedBit: Damage = (bytes, random) => {
  const copy = Buffer.from(bytes)
  const bit = random(bytes.length * 8)
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return copy
}

const page = 4_096

/** A page as a disk gives it that lost it. */
export const zeroedPage: Damage = (bytes, random) => {
  const copy = Buffer.from(bytes)
  const start = random(Math.ceil(bytes.length / page)) * page
  return copy.fill(0, start, start + page)
}

/** The end is missing; something is left. */
export const cutShort: Damage = (bytes, random) => Buffer.from(bytes.subarray(0, 1 + random(bytes.length - 1)))
