import { once } from 'node:events'
import { type ClientHttp2Session, type ClientHttp2Stream, connect, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'

import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, onTestFinished, test } from 'vitest'

import { nodeListener } from '../../src/node/node-listener.js'
import type { WebhookHandler } from '../../src/webhook-handler.js'
import { kept } from '../faults.js'
import { delivery, key, receiving, until } from '../webhooks.js'

type Cut = (stream: ClientHttp2Stream, session: ClientHttp2Session) => void

const cuts: Readonly<Record<string, Cut>> = {
  'is cancelled': (stream) => stream.close(8),
  'is closed without an error': (stream) => stream.close(0),
  'is destroyed': (stream) => stream.destroy(),
  fails: (stream) => stream.destroy(new Error('out of order')),
  'loses its session': (_, session) => session.destroy(),
}

type Mount = (handler: WebhookHandler) => ReturnType<typeof createServer>

const mounts: readonly (readonly [name: string, mount: Mount])[] = [
  ['node:http2', (handler) => createServer(nodeListener(handler)).listen(0, '127.0.0.1')],
  [
    'Hono over node:http2',
    (handler) => {
      const { fetch } = new Hono().all('/webhooks', (context) => handler(context.req.raw))
      return serve({ fetch, createServer, port: 0, hostname: '127.0.0.1' }) as ReturnType<typeof createServer>
    },
  ],
]

/** A stream to this server, with nothing of the body sent. */
const opened = async (
  server: ReturnType<typeof createServer>,
  headers: Readonly<Record<string, string | number>> = {},
): Promise<readonly [ClientHttp2Stream, ClientHttp2Session]> => {
  if (!server.listening) await once(server, 'listening')
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).on('error', () => {})
  onTestFinished(() => {
    session.destroy()
    server.close()
  })
  const stream = session.request({ ':method': 'POST', ':path': '/webhooks', 'x-webhook-key': key, ...headers })
  return [stream.on('error', () => {}), session]
}

const answeredBy = async (stream: ClientHttp2Stream): Promise<unknown> => {
  let text = ''
  stream.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  await once(stream, 'close')
  return JSON.parse(text)
}

describe.each(mounts)('by %s', (_, mount) => {
  test.each(Object.entries(cuts))('a body that %s is not taken for a whole one', async (_name, cut) => {
    let hasArrived = false
    const { handler, ledger } = receiving({ authenticate: () => (hasArrived = true) })
    const [stream, session] = await opened(mount(handler))
    stream.write(delivery(1).slice(0, 90))
    await until(() => hasArrived)
    await new Promise((resolve) => setTimeout(resolve, 20))
    cut(stream, session)
    await until(() => handler.counts().TryAgain + handler.counts().Quarantined > 0)
    expect(handler.counts()).toMatchObject({ TryAgain: 1, Quarantined: 0 })
    expect(await kept(ledger)).toEqual([0, 0])
  })

  test('a whole body is recorded, whether its length is announced or not', async () => {
    const { handler } = receiving()
    const server = mount(handler)
    for (const [reply, headers] of [
      ['Recorded', {}],
      ['Duplicate', { 'content-length': delivery(1).length }],
    ] as const) {
      const [stream] = await opened(server, headers)
      stream.end(delivery(1))
      expect(await answeredBy(stream)).toEqual({ reply })
    }
  })
})

test('an empty body is announced by a stream that ends with its headers, and by no other', async () => {
  const { handler } = receiving()
  const server = createServer(nodeListener(handler)).listen(0, '127.0.0.1')
  const [stream, session] = await opened(server)
  stream.end()
  expect(await answeredBy(stream)).toMatchObject({ reply: 'TryAgain', reason: 'already-read' })
  const headers = { ':method': 'POST', ':path': '/webhooks', 'x-webhook-key': key }
  expect(await answeredBy(session.request(headers, { endStream: true }))).toMatchObject({ reply: 'Quarantined' })
})

test('a reader that trusts the end of an HTTP/2 body keeps a cut one, and that is found: sabotage', async () => {
  const { ledger } = receiving()
  let ends = 0
  let hasArrived = false
  const server = createServer((message) => {
    hasArrived = true
    const pieces: Buffer[] = []
    message
      .on('data', (piece: Buffer) => pieces.push(piece))
      .on('end', () => {
        void ledger.ingest(Buffer.concat(pieces)).then(() => (ends += 1))
      })
  }).listen(0, '127.0.0.1')
  const [stream] = await opened(server)
  stream.write(delivery(1).slice(0, 90))
  await until(() => hasArrived)
  await new Promise((resolve) => setTimeout(resolve, 20))
  stream.close(8)
  await until(() => ends > 0)
  expect(await kept(ledger)).toEqual([0, 1])
})
