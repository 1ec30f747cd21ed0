import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

import { decodeWebhook } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isCompressed } from '../../src/webhook/compressed.js'
import { loadCorpus } from '../corpus/corpus.js'

const body = '{"eventName":"partnerProgramLinked"}'

const issuesOf = (bytes: Uint8Array): unknown => {
  const decoded = decodeWebhook(bytes, { now: 0 })
  return decoded._tag === 'Left' ? decoded.left.issues : []
}

const zstandard = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x02, 0x11, 0x00, 0x00, 0x7b, 0x7d])

test.each([
  ['gzip', gzipSync(body)],
  ['zlib', deflateSync(body)],
  ['Zstandard', zstandard],
])('bytes of %s are malformed, and recognised', (_, bytes) => {
  expect(isCompressed(bytes)).toBe(true)
  expect(issuesOf(bytes)).toEqual([{ kind: 'malformed', path: '', expected: 'JSON, not compressed' }])
})

test('Brotli has no mark; its bytes are malformed all the same', () => {
  expect(issuesOf(brotliCompressSync(body.repeat(20)))).toMatchObject([{ kind: 'malformed', path: '' }])
})

test('no JSON text is taken for compressed bytes', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('', ' ', '\n', '\ufeff'), (text, before) => {
      expect(isCompressed(Buffer.from(before + text))).toBe(false)
    }),
  )
  const accepted = loadCorpus().filter(({ event }) => event !== undefined)
  expect(accepted.filter((each) => isCompressed(each.body))).toEqual([])
  expect(isCompressed(new Uint8Array())).toBe(false)
})
