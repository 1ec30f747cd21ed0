/** Bytes put together as they arrive. */
export interface GatheredBytes {
  readonly size: number
  add(piece: Uint8Array): void
  bytes(): Uint8Array
}

const smallest = 16_384

/**
 * Takes memory by what has arrived, at most twice that: not by what was announced, and not by the number of pieces, each
 * of which might hold on to a larger block that it was cut from. A body that comes in one piece is not copied.
 */
export const gatheredBytes = (): GatheredBytes => {
  let held = new Uint8Array(0)
  let size = 0
  return {
    get size() {
      return size
    },
    add: (piece) => {
      if (size === 0) held = piece as Uint8Array<ArrayBuffer>
      else {
        if (size + piece.byteLength > held.byteLength) held = grown(held, size, piece)
        held.set(piece, size)
      }
      size += piece.byteLength
    },
    bytes: () => held.subarray(0, size),
  }
}

/** A copy with room for the piece, and for as much again as there is. */
const grown = (held: Uint8Array, size: number, { byteLength }: Uint8Array): Uint8Array<ArrayBuffer> => {
  const larger = new Uint8Array(Math.max(smallest, 2 * (size + byteLength)))
  larger.set(held.subarray(0, size))
  return larger
}
