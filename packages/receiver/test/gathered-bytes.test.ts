import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { expect, test } from 'vitest'

import { type GatheredBytes, gatheredBytes } from '../src/gathered-bytes.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Memory of buffers is given back in the background: a collection ends what the one before it began. */
const allocated = (): number => {
  for (let pass = 0; pass < 3; pass += 1) collect()
  return process.memoryUsage().arrayBuffers
}

/** Bytes that stay allocated while a body of one byte a block, cut from blocks of 64 KiB, is held. */
const heldBy = (gather: () => GatheredBytes): number => {
  const before = allocated()
  const gathered = gather()
  for (let n = 0; n < 1000; n += 1) gathered.add(new Uint8Array(65_536).subarray(n, n + 1))
  const held = allocated() - before
  expect(gathered.bytes()).toHaveLength(1000)
  return held
}

/** Keeps the pieces as they come, as most readers do. */
const listOfPieces = (): GatheredBytes => {
  const pieces: Uint8Array[] = []
  return {
    get size() {
      return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    },
    add: (piece) => void pieces.push(piece),
    bytes: () => Buffer.concat(pieces),
  }
}

test('a body that trickles in takes memory by its bytes', { tags: 'fault:buffers' }, () => {
  expect(heldBy(gatheredBytes)).toBeLessThan(1_048_576)
})

test('a body that is kept as its pieces takes memory by their blocks, and that is found: sabotage', () => {
  expect(heldBy(listOfPieces)).toBeGreaterThan(32 * 1_048_576)
})

/** What is held of pieces that come in one buffer, which is used again for each and at last for something else. */
const heldOfLentMemory = (gather: () => GatheredBytes, pieces: readonly string[]): string => {
  const lent = new Uint8Array(10)
  const gathered = gather()
  for (const piece of pieces) {
    lent.set(Buffer.from(piece))
    gathered.add(lent.subarray(0, piece.length))
  }
  lent.fill(0)
  return Buffer.from(gathered.bytes()).toString()
}

test.each([[['one']], [['one', 'two']], [['a', 'b', 'c', 'd']]])(
  'pieces are copied, so their memory may be used again: %j',
  (pieces) => {
    expect(heldOfLentMemory(gatheredBytes, pieces)).toBe(pieces.join(''))
  },
)

test('pieces that are kept uncopied are found: sabotage', { tags: 'twin:buffers' }, () => {
  expect(heldOfLentMemory(listOfPieces, ['one', 'two'])).not.toBe('onetwo')
})

test('a body of one piece takes its own size', () => {
  const gathered = gatheredBytes()
  gathered.add(new Uint8Array(10))
  expect(gathered.bytes().buffer.byteLength).toBe(10)
})
