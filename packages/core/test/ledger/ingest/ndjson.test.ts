import { type ByteChunks, ndjson, orThrow } from '@partner-ledger/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { broken, numbered } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const linesOf = async (chunks: ByteChunks): Promise<readonly string[]> => {
  const lines: string[] = []
  for await (const line of ndjson(chunks)) lines.push(new TextDecoder('utf-8', { fatal: true }).decode(line))
  return lines
}

const cutAt = <C extends string | Uint8Array>(whole: C, size: number): readonly C[] => {
  const chunks: C[] = []
  for (let from = 0; from < whole.length; from += size) chunks.push(whole.slice(from, from + size) as C)
  return chunks
}

const text = '{"a":"é金\u{1f947}"}\r\n\r\n \t\r\n[1,\r2]\n\n{"last":"\u{1f947}"}'
const lines = ['{"a":"é金\u{1f947}"}', '[1,\r2]', '{"last":"\u{1f947}"}']

test.each([1, 2, 3, 5, 7, 1000])('lines are the same in chunks of %i, of bytes and of text', async (size) => {
  expect(await linesOf(cutAt(new TextEncoder().encode(text), size))).toEqual(lines)
  expect(await linesOf(cutAt(text, size))).toEqual(lines)
})

test('any lines come back from any chunks', async () => {
  const line = fc.string({ unit: 'grapheme' }).filter((one) => one.trim() !== '' && !/[\r\n]/.test(one))
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.constantFrom('\n', '\r\n', '\n\n', '\r\n \r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      async (given, end, ends, size) => {
        const joined = given.join(end) + (ends ? end : '')
        expect(await linesOf(cutAt(new TextEncoder().encode(joined), size))).toEqual(given)
        expect(await linesOf(cutAt(joined, size))).toEqual(given)
      },
    ),
    { numRuns: 300 },
  )
})

test('half a character at the end is not passed over', async () => {
  expect(await linesOf(['{}\ud83e'])).toEqual(['{}\ufffd'])
})

test('a chunk that is used again does not change the lines before', async () => {
  const buffer = new Uint8Array(4)
  const reused = function* (): Generator<Uint8Array> {
    for (const line of ['{1}\n', '{2}\n', '{3}\n']) {
      buffer.set(new TextEncoder().encode(line))
      yield buffer
    }
  }
  const held: Uint8Array[] = []
  for await (const line of ndjson(reused())) held.push(line)
  expect(held.map((line) => new TextDecoder().decode(line))).toEqual(['{1}', '{2}', '{3}'])
})

test('a line past 1 MiB is refused, whatever its length, and the next ones are read', async () => {
  const { ledger } = ledgerOver(storeKinds[0]?.open() ?? expect.fail())
  const mib = 1_048_576
  const spaces = new Uint8Array(65_536).fill(0x78)
  const longest = function* (): Generator<string | Uint8Array> {
    yield `${numbered(1)}\n`
    for (let bytes = 0; bytes < 5 * mib; bytes += spaces.length) yield spaces
    yield '\n'
    yield 'x'.repeat(mib)
    yield `\r\n${'x'.repeat(mib)}\ry\n`
    yield numbered(2)
  }
  const words: string[] = []
  await orThrow(ledger.ingestMany(ndjson(longest()), { onReceipt: ({ _tag }) => void words.push(_tag) }))
  expect(words).toEqual(['Recorded', 'Refused', 'Quarantined', 'Refused', 'Recorded'])
})

test('a line of a gigabyte in small chunks takes neither memory nor long', async () => {
  const chunk = new Uint8Array(65_536).fill(0x78)
  let most = 0
  const endless = function* (): Generator<Uint8Array> {
    for (let chunks = 0; chunks < 16_384; chunks += 1) {
      if (chunks % 1024 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers)
      yield chunk
    }
  }
  const before = process.memoryUsage().arrayBuffers
  let bytes = 0
  for await (const line of ndjson(endless())) bytes += line.byteLength
  expect(bytes).toBeLessThan(1_048_600)
  expect(most - before).toBeLessThan(64 * 1_048_576)
}, 10_000)

test('a thousand lines that are all too long are not held at once', async () => {
  const { ledger } = ledgerOver(storeKinds[0]?.open() ?? expect.fail())
  const long = new Uint8Array(1_048_577)
  const places: number[] = []
  const bodies = function* (): Generator<Uint8Array> {
    for (let count = 0; count < 100; count += 1) yield long
  }
  const summary = await orThrow(
    ledger.ingestMany(bodies(), { onProgress: ({ bodies: done }) => void places.push(done) }),
  )
  expect(summary).toMatchObject({ bodies: 100, refused: 100 })
  expect(Math.max(...places.map((place, index) => place - (places[index - 1] ?? 0)))).toBeLessThan(20)
})

test('one text is no list of bodies', async () => {
  const { ledger } = ledgerOver(storeKinds[0]?.open() ?? expect.fail())
  expect(await ledger.ingestMany(`${broken()}\n`)).toMatchObject({
    left: { _tag: 'InvalidArgument', argument: 'bodies' },
  })
})
