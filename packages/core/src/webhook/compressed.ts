/**
 * Whether bytes begin as gzip, zlib, Zstandard, xz, bzip2 or LZ4 data does. No JSON text begins so. Brotli has no mark by
 * which it could be recognised.
 */
export const isCompressed = (body: Uint8Array): boolean =>
  marks.some((mark) => mark.every((byte, at) => body[at] === byte)) || isZlib(body)

const marks: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x42, 0x5a, 0x68],
  [0x04, 0x22, 0x4d, 0x18],
]

/** Deflate with a window of 32 KiB, and the check of its two header bytes. */
const isZlib = ([first = 0, second = 0]: Uint8Array): boolean => first === 0x78 && (first * 256 + second) % 31 === 0
