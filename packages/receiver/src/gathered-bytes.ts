/** Bytes put together as they arrive. */
export interface GatheredBytes {
  readonly size: number
  /** Copies the bytes: their memory may be the caller's, who may use it for the next piece. */
  add(piece: Uint8Array): void
  bytes(): Uint8Array
}

const minCapacity = 16_384

/**
 * Takes memory by what has arrived, at most twice that: not by what was announced, and not by the number of pieces, each
 * of which might keep a larger block alive that it was cut from. A body of one piece takes its own size.
 */
export const gatheredBytes = (): GatheredBytes => {
  let held = new Uint8Array(0)
  let size = 0
  return {
    get size() {
      return size
    },
    add: (piece) => {
      const needed = size + piece.byteLength
      if (needed > held.byteLength) held = grown(held, size, needed)
      held.set(piece, size)
      size = needed
    },
    bytes: () => held.subarray(0, size),
  }
}

/** A copy with room for so many bytes, and, after the first piece, for as many again. */
const grown = (held: Uint8Array, size: number, needed: number): Uint8Array<ArrayBuffer> => {
  const larger = new Uint8Array(size === 0 ? needed : Math.max(minCapacity, 2 * needed))
  larger.set(held.subarray(0, size))
  return larger
}
