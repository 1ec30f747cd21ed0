import { createServer, type IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'

import { describe, expect, onTestFinished, test } from 'vitest'

import { nodeListener, type NodeListener } from '../../src/node/node-listener.js'
import { call, post } from '../client.js'
import { kept } from '../faults.js'
import { listening } from '../servers.js'
import { delivery, receiving, type Receiving } from '../webhooks.js'

/** What may stand before the listener. */
type Before = (message: IncomingMessage) => Promise<unknown>

const portBehind = async (given: Receiving, before: Before, use?: NodeListener): Promise<number> => {
  const listener = use ?? nodeListener(given.handler)
  const { port, close } = await listening(
    createServer((message, response) => void before(message).then(() => listener(message, response))),
  )
  onTestFinished(close)
  return port
}

const textOf = async (message: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

const readers: Readonly<Record<string, Before>> = {
  iteration: textOf,
  'a parser, which leaves an object': async (message) =>
    Object.assign(message, { body: JSON.parse(await textOf(message)) as object }),
  'a parser, which leaves a text': async (message) => Object.assign(message, { body: await textOf(message) }),
  'an iteration that is left': async (message) => {
    for await (const piece of message) return (piece as Buffer).byteLength
    return 0
  },
  'a listener': (message) => new Promise((resolve) => message.on('data', () => {}).on('end', resolve)),
  'one piece': (message) => new Promise((resolve) => message.once('data', resolve)),
  'read()': (message) =>
    new Promise((resolve) => message.once('readable', () => resolve((message.read() as Buffer).byteLength))),
  resume: (message) => finished(message.resume()),
}

const alreadyRead = { status: 429, reply: { reply: 'TryAgain', reason: 'already-read' } }

describe.each(Object.entries(readers))('a message that was read before by %s', (_, before) => {
  test.each([
    ['announced', { 'content-length': delivery(1).length }],
    ['not announced', { 'transfer-encoding': 'chunked' }],
  ] as const)('is named at once, its length %s', async (_name, headers) => {
    const given = receiving({ deadlineMs: 60_000 })
    const port = await portBehind(given, before)
    const { request, answer } = call(port, headers)
    request.end(delivery(1))
    expect(await answer).toMatchObject(alreadyRead)
    expect(given.log).toEqual([{ level: 'error', code: 'webhook-try-again', reason: 'already-read' }])
    expect(await kept(given.ledger)).toEqual([0, 0])
  })
})

describe('a message that nobody read is taken', () => {
  const others: Readonly<Record<string, Before>> = {
    'after a pause': async (message) => message.pause(),
    'after an encoding was set': async (message) => message.setEncoding('utf8'),
    'after another encoding was set': async (message) => message.setEncoding('base64'),
    'after it has arrived': () => new Promise((resolve) => setTimeout(resolve, 30)),
    'beside a parsed body of nothing': async (message) => Object.assign(message, { body: {} }),
  }

  test.each(Object.entries(others))('%s', async (_name, before) => {
    const given = receiving()
    const body = delivery(1, { refId: 'é€𝄞' })
    expect(await post(await portBehind(given, before), body)).toMatchObject({
      status: 200,
      reply: { reply: 'Recorded' },
    })
  })
})

describe('a raw body of a framework', () => {
  const raws: Readonly<Record<string, (text: string) => object>> = {
    'of bytes': (text) => ({ rawBody: Buffer.from(text) }),
    'of text': (text) => ({ rawBody: text }),
    'beside a parsed one': (text) => ({ rawBody: text, body: JSON.parse(text) as object }),
    'that is the body': (text) => ({ body: Buffer.from(text) }),
  }

  test.each(Object.entries(raws))('%s is taken', async (_name, offered) => {
    const given = receiving()
    const before: Before = async (message) => Object.assign(message, offered(await textOf(message)))
    expect(await post(await portBehind(given, before), delivery(1))).toMatchObject({ status: 200 })
    expect(await kept(given.ledger)).toEqual([1, 0])
  })

  test('is taken of the request that stands for the message', async () => {
    const wraps: readonly ((message: IncomingMessage, rawBody: string) => Parameters<NodeListener>[0])[] = [
      (message, rawBody) => Object.assign({ raw: message }, { rawBody }),
      (message, rawBody) => Object.assign({ req: message }, { rawBody }),
      (message, rawBody) => Object.assign({ req: message }, { request: { rawBody } }),
    ]
    for (const wrap of wraps) {
      const given = receiving()
      const listener = nodeListener(given.handler)
      const { port, close } = await listening(
        createServer(
          (message, response) => void textOf(message).then((text) => listener(wrap(message, text), { raw: response })),
        ),
      )
      onTestFinished(close)
      expect(await post(port, delivery(1))).toMatchObject({ status: 200, reply: { reply: 'Recorded' } })
    }
  })
})

test('a listener that waits for a body that was read waits for the deadline, and that is found: sabotage', async () => {
  const given = receiving({ deadlineMs: 20 })
  const waiting: NodeListener = (message, response) => {
    const source = Object.create(message, {
      readableDidRead: { value: false },
      readableEnded: { value: false },
      destroyed: { value: false },
    }) as IncomingMessage
    nodeListener(given.handler)(source, response)
  }
  expect(await post(await portBehind(given, textOf, waiting), delivery(1))).toMatchObject({
    status: 429,
    reply: { reason: 'slow' },
  })
})

describe('an empty message', () => {
  test('goes to the ledger where it is announced, read before or not', async () => {
    const given = receiving()
    for (const before of [textOf, async () => {}] satisfies Before[])
      expect(await post(await portBehind(given, before), '')).toMatchObject({
        status: 200,
        reply: { reply: 'Quarantined' },
      })
    expect(await kept(given.ledger)).toEqual([0, 1])
  })

  test('was read before where nothing announced it', async () => {
    const given = receiving()
    const { request, answer } = call(await portBehind(given, async () => {}), { 'transfer-encoding': 'chunked' })
    request.end()
    expect(await answer).toMatchObject(alreadyRead)
  })
})
