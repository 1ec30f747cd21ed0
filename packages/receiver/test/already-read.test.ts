import { describe, expect, test } from 'vitest'

import { figures } from '../../../tools/faults/figures.js'
import { bytesOf } from '../src/bytes-of.js'
import { kept } from './faults.js'
import { delivery, receiving, said, streamed, webhook } from './webhooks.js'

const alreadyRead = [429, { reply: 'TryAgain', reason: 'already-read' }]

/** What somebody in the host may do to a request before the handler sees it. */
const readers: Readonly<Record<string, (request: Request) => Promise<unknown>>> = {
  text: (request) => request.text(),
  json: (request) => request.json(),
  arrayBuffer: (request) => request.arrayBuffer(),
  blob: (request) => request.blob(),
  iteration: async ({ body }) => {
    let size = 0
    for await (const piece of body ?? []) size += bytesOf(piece)?.byteLength ?? 0
    return size
  },
  'a reader that is released': async ({ body }) => {
    const reader = body?.getReader()
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read());
    reader?.releaseLock()
  },
  'a reader that stays': async ({ body }) => body?.getReader(),
  'a reader of the first piece': async ({ body }) => {
    const reader = body?.getReader()
    await reader?.read()
    reader?.releaseLock()
  },
  cancelling: async ({ body }) => body?.cancel(),
  piping: async ({ body }) => body?.pipeTo(new WritableStream()),
  teeing: async ({ body }) => body?.tee(),
  'a new request with this body': async (request) => new Request(request, { method: 'POST' }),
}

const lengths: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['announced', { 'content-length': String(delivery(1).length) }],
  ['not announced', {}],
]

describe.each(lengths)('a body that was read before, its length %s,', (_, headers) => {
  test.each(Object.entries(readers))(
    'by %s, is named at once, and never acknowledged',
    { tags: 'fault:hosts' },
    async (_name, read) => {
      const { handler, ledger, log } = receiving({ deadlineMs: 60_000 })
      const request = webhook(delivery(1), { headers })
      await read(request)
      expect(await said(handler(request))).toEqual(alreadyRead)
      expect(log).toEqual([{ level: 'error', code: 'webhook-try-again', reason: 'already-read' }])
      expect(await kept(ledger)).toEqual([0, 0])
      figures({ rounds: 1 })
    },
  )

  test(
    'is acknowledged by a reader that takes what is left for the body, and that is found: sabotage',
    { tags: 'twin:hosts' },
    async () => {
      const { ledger } = receiving()
      const request = webhook(delivery(1), { headers })
      await request.text()
      const left = new Uint8Array(await new Response(request.bodyUsed ? null : request.body).arrayBuffer())
      expect(await ledger.ingest(left)).toMatchObject({ _tag: 'Right', right: { _tag: 'Quarantined' } })
    },
  )

  test('in a copy, is taken', async () => {
    const { handler } = receiving()
    const request = webhook(delivery(1), { headers })
    await request.clone().text()
    expect(await said(handler(request))).toEqual([200, { reply: 'Recorded' }])
  })
})

describe('an empty body', () => {
  test('is handed to the ledger where it is announced', async () => {
    const { handler, ledger } = receiving()
    const zero = { headers: { 'content-length': '0' } }
    for (const request of [webhook(''), webhook(streamed([]))])
      expect(await said(handler(request))).toEqual(alreadyRead)
    for (const request of [webhook('', zero), webhook(streamed([]), zero), webhook(null), webhook(null, zero)])
      expect(await said(handler(request))).toMatchObject([200, { reply: 'Quarantined' }])
    expect(await kept(ledger)).toEqual([0, 1])
  })

  test('was read by somebody where another length is announced', async () => {
    const { handler, ledger } = receiving()
    const five = { headers: { 'content-length': '5' } }
    for (const request of [webhook('', five), webhook(streamed([]), five), webhook(null, five)])
      expect(await said(handler(request))).toEqual(alreadyRead)
    expect(await kept(ledger)).toEqual([0, 0])
  })
})
