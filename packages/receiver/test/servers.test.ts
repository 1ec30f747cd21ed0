import { createServer } from 'node:http'

import { describe, expect, onTestFinished, test } from 'vitest'

import { nodeListener } from '../src/node/node-listener.js'
import { webhookHandler } from '../src/webhook-handler.js'
import { call, post } from './client.js'
import { asked, faults, kept, watched } from './faults.js'
import { listening, type Serve, servers } from './servers.js'
import { delivery, key, receiving, type Receiving } from './webhooks.js'

const served = async (serve: Serve, given: Receiving): Promise<number> => {
  const { port, close } = await serve(given.handler)
  onTestFinished(close)
  return port
}

describe.each(servers)('mounted in %s', (_, serve) => {
  test.each(Object.entries(faults))(
    '%s is answered as it should be, and the next request as well',
    async (_name, fault) => {
      const given = watched(receiving({ deadlineMs: 60_000 }))
      const port = await served(serve, given)
      expect(await fault(port, given)).toBeUndefined()
      expect(await post(port, delivery(2))).toMatchObject({ status: 200, reply: { reply: 'Recorded' } })
      expect(await kept(given.ledger)).toEqual([1, 0])
    },
  )

  test('a slow body is answered at the deadline, and takes no place any more', async () => {
    const given = receiving({ deadlineMs: 30, inFlight: 1 })
    const port = await served(serve, given)
    const { request, answer } = call(port, { 'content-length': 500 })
    request.write('{"eve')
    const { status, reply, headers } = await answer
    expect([status, reply, headers['retry-after']]).toEqual([429, { reply: 'TryAgain', reason: 'slow' }, '10'])
    request.destroy()
    // A busy machine may be slow as well: the platform sends it again.
    while ((await post(port, delivery(2))).status !== 200) expect(given.handler.counts().TryAgain).toBeLessThan(1000)
    expect(await kept(given.ledger)).toEqual([1, 0])
  })

  test('what is kept is answered with 200, and a repetition as one', async () => {
    const given = receiving()
    const port = await served(serve, given)
    expect(await post(port, delivery(1))).toMatchObject({ status: 200, reply: { reply: 'Recorded' } })
    const untyped = { 'content-type': 'no/type at all' }
    expect(await post(port, delivery(1), untyped)).toMatchObject({ status: 200, reply: { reply: 'Duplicate' } })
    const broken = { reply: 'Quarantined', reason: 'undecodable' }
    expect(await post(port, '{', { 'content-type': 'application/json' })).toMatchObject({
      status: 200,
      reply: broken,
    })
    expect(await post(port, '')).toMatchObject({ status: 200, reply: { reply: 'Quarantined', reason: 'empty' } })
    const large = ' '.repeat(1_048_576)
    expect(await post(port, large)).toMatchObject({ status: 200, reply: { reason: 'too-large' } })
    const got = await fetch(`http://127.0.0.1:${port}/webhooks`)
    expect([got.status, got.headers.get('allow'), await got.json()]).toEqual([
      405,
      'POST, PUT',
      { reply: 'MethodNotAllowed' },
    ])
    await given.handler.close()
    expect(await post(port, delivery(2))).toMatchObject({ status: 429, reply: { reason: 'closing' } })
    expect(await kept(given.ledger)).toEqual([1, 3])
  })
})

/** A receiver as one writes it in an hour: reads all there is, asks nobody, and takes what it has for the whole. */
const naive: Serve = (handler) =>
  listening(
    createServer((message, response) => {
      const chunks: Buffer[] = []
      const end = (): void => {
        chunks.splice(0, Infinity, Buffer.concat(chunks))
        void handler(
          new Request('http://localhost/', {
            method: 'POST',
            body: chunks[0] ?? '',
            headers: { 'x-webhook-key': key },
          }),
        ).then(() => {
          response.writeHead(200).end('{}')
        })
      }
      message
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', end)
        .on('error', end)
      asked.add(handler)
    }),
  )

test.each(Object.entries(faults))(
  '%s is not answered so by a receiver that knows no better, and that is found: sabotage',
  async (_name, fault) => {
    const given = receiving()
    const port = await served(naive, given)
    expect(await fault(port, given)).toBeDefined()
  },
)

test('a check that asks only whether there is a header lets a stranger in, and that is found: sabotage', async () => {
  const open = webhookHandler({
    ledger: receiving().ledger,
    authenticate: ({ headers }) => headers.get('x-webhook-key') !== null,
  })
  const { port, close } = await listening(createServer(nodeListener(open)))
  onTestFinished(close)
  expect((await post(port, delivery(1), { 'x-webhook-key': 'another' })).status).toBe(200)
})
