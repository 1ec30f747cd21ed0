import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

import { describe, expect, test } from 'vitest'

import { kept } from './faults.js'
import { delivery, key, receiving, said, webhook } from './webhooks.js'

const encodings = ['gzip', 'br', 'utf-8', 'identity, identity', 'none', 'application/json', 'Identity', '', 'x, gzip']
const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'no type at all', '']

type Handle = (request: Request) => Promise<Response>

/** The heads under which a body that could be kept was not. */
const refusedHeads = async (handle: Handle): Promise<readonly string[]> => {
  const refused: string[] = []
  let id = 0
  for (const method of ['POST', 'PUT'])
    for (const encoding of encodings)
      for (const type of types) {
        id += 1
        const headers = { 'content-encoding': encoding, 'content-type': type }
        const { status } = await handle(webhook(delivery(id), { method, headers }))
        if (status !== 200) refused.push(`${method} ${encoding} ${type}`)
      }
  return refused
}

describe('a body that could be kept', () => {
  test('is kept by POST and by PUT, whatever its head says of encoding and type', async () => {
    const { handler, ledger } = receiving()
    expect(await refusedHeads(handler)).toEqual([])
    expect(await kept(ledger)).toEqual([2 * encodings.length * types.length, 0])
  })

  test('is refused by a handler that decides by the encoding, or the method, and that is found: sabotage', async () => {
    const { handler } = receiving()
    const byEncoding: Handle = async (request) =>
      /^(identity)?$/i.test(request.headers.get('content-encoding') ?? '')
        ? handler(request)
        : new Response('{}', { status: 415 })
    const byMethod: Handle = async (request) =>
      request.method === 'POST' ? handler(request) : new Response('{}', { status: 405 })
    expect(await refusedHeads(byEncoding)).toContain('POST utf-8 application/json')
    expect(await refusedHeads(byMethod)).toContain('PUT identity, identity text/plain')
  })

  test.each(Object.entries({ gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }))(
    'is quarantined as it came where it is compressed by %s',
    async (encoding, compress) => {
      const { handler, ledger } = receiving()
      const packed = compress(delivery(1))
      const answer = handler(webhook(packed, { headers: { 'content-encoding': encoding } }))
      expect(await said(answer)).toEqual([200, { reply: 'Quarantined', reason: 'undecodable' }])
      const listed = await ledger.quarantine.list()
      const shown = await ledger.quarantine.show(listed._tag === 'Right' ? (listed.right.items[0]?.id ?? '') : '')
      expect(shown).toMatchObject({ right: { body: new Uint8Array(packed) } })
    },
  )

  test.each(['GET', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS'])('is not looked for in a %s', async (method) => {
    const { handler, log } = receiving()
    const answer = await handler(new Request('http://localhost/', { method, headers: { 'x-webhook-key': key } }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, PUT'])
    expect(log).toEqual([{ level: 'warn', code: 'webhook-not-taken', reply: 'MethodNotAllowed' }])
  })
})

describe('an announced length', () => {
  const refused = [413, { reply: 'Refused', reason: 'too-large', maxBytes: 1_048_576 }]

  test.each([
    '1048577',
    '1048577, 1048577',
    '9'.repeat(16),
    '9'.repeat(20),
    '9'.repeat(400),
    `${'0'.repeat(30)}1048577`,
  ])('over the limit is refused before the body is read, however long its text is: %s', async (length) => {
    const { handler } = receiving()
    const request = webhook(delivery(1), { headers: { 'content-length': length } })
    expect(await said(handler(request))).toEqual(refused)
    expect(request.bodyUsed).toBe(false)
  })

  test.each(['-5', '+5', '0x10', 'abc', '1e9', '5, 6', '', ',', '0'.repeat(400)])(
    'that states nothing decides nothing: %s',
    async (length) => {
      const { handler } = receiving()
      const answer = handler(webhook(delivery(1), { headers: { 'content-length': length } }))
      expect(await said(answer)).toEqual([200, { reply: 'Recorded' }])
    },
  )
})
