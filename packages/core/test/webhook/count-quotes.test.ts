import fc from 'fast-check'
import { expect, test } from 'vitest'

import { countQuotes } from '../../src/webhook/count-quotes.js'

const naive = (bytes: Uint8Array): number => bytes.filter((byte) => byte === 0x22).length

const byte = fc.oneof(fc.constantFrom(0x22, 0x00, 0x21, 0x23, 0x80, 0xa2, 0xff), fc.nat(255))

test('quotation marks are counted as one looks for them byte by byte', () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 70 }), fc.nat(5), (given, skip) => {
      const bytes = Uint8Array.from(given).subarray(skip)
      expect(countQuotes(bytes)).toBe(naive(bytes))
    }),
    { numRuns: 3_000 },
  )
})

test.each([16_380, 16_383, 16_384, 16_385, 262_144])('of %i bytes as well', (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => (index % 7 === 0 || index > length - 3 ? 0x22 : index))
  expect(countQuotes(bytes)).toBe(naive(bytes))
  expect(countQuotes(bytes.fill(0x22))).toBe(length)
})

test('what an earlier text left behind is not counted', () => {
  expect(countQuotes(Buffer.from('"'.repeat(9)))).toBe(9)
  expect(countQuotes(Buffer.from('x'))).toBe(0)
  expect(countQuotes(new Uint8Array())).toBe(0)
})
