import { runInNewContext } from 'node:vm'

import { orThrow } from '@partner-ledger/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bytesOf } from '../src/bytes-of.js'
import { keptBodyOf, propertyOf, rawBodyOf } from '../src/raw-body.js'
import { delivery, receiving, said, streamed, webhook } from './webhooks.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Bytes of another realm, as everything is that a test under Jest makes. */
const foreign = (text: string): unknown => runInNewContext('Uint8Array.from(values)', { values: [...bytes(text)] })

const views: Readonly<Record<string, (text: string) => unknown>> = {
  Uint8Array: bytes,
  Buffer: (text) => Buffer.from(text),
  DataView: (text) => new DataView(bytes(text).buffer),
  Int8Array: (text) => new Int8Array(bytes(text).buffer),
  ArrayBuffer: (text) => bytes(text).buffer,
  SharedArrayBuffer: (text) => {
    const shared = new Uint8Array(new SharedArrayBuffer(text.length))
    shared.set(bytes(text))
    return shared.buffer
  },
  'a Uint8Array of another realm': foreign,
  'a part of a larger buffer': (text) => Buffer.from(`xx${text}yy`).subarray(2, 2 + text.length),
}

describe.each(Object.entries(views))('%s', (_, make) => {
  test('holds bytes', () => {
    expect(Buffer.from(bytesOf(make('a body')) ?? []).toString()).toBe('a body')
  })

  test('is taken for a piece of a body', async () => {
    const { handler } = receiving()
    const answer = handler(webhook(streamed([make(delivery(1)) as Uint8Array])))
    expect(await said(answer)).toEqual([200, { reply: 'Recorded' }])
  })

  test('is taken for the raw body of a request that somebody read', async () => {
    const { handler, ledger } = receiving()
    const request = webhook(delivery(1), { headers: { 'content-length': '7' } })
    await request.text()
    expect(await said(handler(Object.assign(request, { rawBody: make(delivery(1)) })))).toEqual([
      200,
      { reply: 'Recorded' },
    ])
    expect(await orThrow(ledger.organisations())).toEqual([50191])
  })
})

test('an array of another realm is none of the classes of this one, and that is found: sabotage', () => {
  expect(foreign('a') instanceof Uint8Array).toBe(false)
})

test('nothing but a view or a buffer holds bytes', () => {
  const isNone = fc.property(fc.anything(), (value) => {
    expect(bytesOf(value)).toBe(ArrayBuffer.isView(value) ? expect.anything() : undefined)
  })
  fc.assert(isNone, { numRuns: 300 })
  for (const value of ['text', [1, 2], { byteLength: 2 }, new Blob(['a']), new Proxy(bytes('a'), {})])
    expect(bytesOf(value)).toBeUndefined()
})

describe('what a framework has kept of a request', () => {
  test('is its raw body, of bytes or text', () => {
    expect(rawBodyOf({ rawBody: 'é' })).toEqual(bytes('é'))
    expect(keptBodyOf({ rawBody: 'raw', body: bytes('body') })).toEqual(bytes('raw'))
    expect(keptBodyOf({ body: Buffer.from('body') })).toEqual(bytes('body'))
  })

  test('is nothing where it is parsed, or missing', () => {
    for (const request of [
      { body: { parsed: true } },
      { body: 'text' },
      { rawBody: {} },
      { rawBody: null },
      {},
      null,
      1,
    ])
      expect(keptBodyOf(request)).toBeUndefined()
  })

  test('is nothing where a lazy parser throws', () => {
    const lazy = {
      get body(): never {
        throw new Error('invalid JSON')
      },
    }
    expect(keptBodyOf(lazy)).toBeUndefined()
    expect(propertyOf(lazy, 'body')).toBeUndefined()
  })
})

test('a raw body over the limit is refused, and an empty one was read by somebody where a length is announced', async () => {
  const { handler } = receiving({ maxBytes: 100 })
  const given = (rawBody: unknown, length: string) =>
    handler(Object.assign(webhook('x', { headers: { 'content-length': length } }), { rawBody }))
  expect(await said(given('x'.repeat(101), '100'))).toMatchObject([413, {}])
  expect(await said(given('', '100'))).toEqual([429, { reply: 'TryAgain', reason: 'already-read' }])
  expect(await said(given('', '0'))).toMatchObject([200, { reply: 'Quarantined' }])
})
