import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'

import { expect, onTestFinished, test } from 'vitest'

import { headOf } from '../../src/node/incoming.js'
import { nodeListener, type NodeListenerOptions } from '../../src/node/node-listener.js'
import { listening } from '../servers.js'
import { delivery, key, receiving, type Receiving } from '../webhooks.js'

/** A connection to a server of this handler, by hand. */
const dialled = async (given: Receiving, options?: NodeListenerOptions): Promise<Socket> => {
  const { port, close } = await listening(createServer(nodeListener(given.handler, options)))
  onTestFinished(close)
  return connect(port, '127.0.0.1').on('error', () => {})
}

const head = (length: number, given = key): string =>
  `POST /webhooks HTTP/1.1\r\nhost: x\r\nx-webhook-key: ${given}\r\ncontent-length: ${length}\r\n\r\n`

/** All that is answered on the connection until this, or until it ends. */
const heard = async (socket: Socket, wanted: RegExp): Promise<string> => {
  let text = ''
  for (;;) {
    if (wanted.test(text)) return text
    const [chunk] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as readonly unknown[]
    if (!(chunk instanceof Uint8Array)) return text
    text += Buffer.from(chunk).toString()
  }
}

test('who was turned away and goes on is listened to no more, and cut off behind its answer', async () => {
  const socket = await dialled(receiving(), { lingerMs: 1 })
  const closed = once(socket, 'close')
  socket.write(`${head(2_097_152)}${' '.repeat(1000)}`)
  expect(await heard(socket, /too-large/)).toMatch(/^HTTP\/1.1 413 /)
  await closed
})

test('a connection whose rest came in time goes on', async () => {
  const socket = await dialled(receiving())
  const body = delivery(1)
  socket.write(`${head(body.length, 'another')}${body.slice(0, 9)}`)
  expect(await heard(socket, /Unauthorized/)).toMatch(/^HTTP\/1.1 401 /)
  socket.write(`${body.slice(9)}${head(body.length)}${body}`)
  expect(await heard(socket, /Recorded/)).toMatch(/^HTTP\/1.1 200 /)
  socket.destroy()
})

test('a handler that is closing keeps no connection', async () => {
  const given = receiving()
  const socket = await dialled(given)
  await given.handler.close()
  socket.write(`${head(2)}{}`)
  expect(await heard(socket, /closing/)).toMatch(/connection: close/i)
})

test('a head has what the message has: repeated headers joined, without the pseudo-headers of HTTP/2', () => {
  const rawHeaders = [':method', 'POST', 'X-Key', 'a', 'x-key', 'b', 'Authorization', 'one', 'authorization', 'two']
  const { method, url, headers } = headOf({ rawHeaders, method: 'POST', url: '/a?b' })
  expect([method, url]).toEqual(['POST', '/a?b'])
  const names = ['authorization', 'X-KEY', 'x-kex', 'no-such-header', ':method']
  expect(names.map((name) => headers.get(name))).toEqual(['one, two', 'a, b', null, null, null])
  expect(headOf({ rawHeaders: [] })).toMatchObject({ method: '', url: '' })
})
