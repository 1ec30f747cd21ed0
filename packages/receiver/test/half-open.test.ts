import { createServer } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { expect, onTestFinished, test } from 'vitest'

import { nodeListener } from '../src/node/node-listener.js'
import type { WebhookHandler } from '../src/webhook-handler.js'
import { call, post } from './client.js'
import { listening } from './servers.js'
import { delivery, receiving, until } from './webhooks.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const mebibyte = 1_048_576
const connections = 200

/** Bytes of bodies that a server holds while so many connections have each announced 1 MiB, sent half, and gone silent. */
const heldWhileHalfOpen = async (handler: Pick<WebhookHandler, 'receive'>, settled: () => boolean): Promise<number> => {
  const { port, close } = await listening(createServer(nodeListener(handler)))
  onTestFinished(close)
  collect()
  const before = process.memoryUsage().arrayBuffers
  const half = Buffer.alloc(mebibyte / 2, ' ')
  const calls = Array.from({ length: connections }, () => {
    const { request } = call(port, { 'content-length': mebibyte })
    request.on('error', () => {}).write(half)
    return request
  })
  await until(settled)
  collect()
  const held = process.memoryUsage().arrayBuffers - before
  for (const request of calls) request.destroy()
  return held
}

test('half-open connections take the memory of those in flight, and the platform is still heard', async () => {
  const { handler } = receiving({ inFlight: 8, deadlineMs: 2_147_483_647 })
  const held = await heldWhileHalfOpen(handler, () => handler.counts().TryAgain === connections - 8)
  expect(held).toBeLessThan(64 * mebibyte)
  await until(() => handler.counts().TryAgain === connections)
  const { port, close } = await listening(createServer(nodeListener(handler)))
  onTestFinished(close)
  expect(await post(port, delivery(1))).toMatchObject({ status: 200 })
})

test('half-open connections without a bound take the memory of all, and that is found: sabotage', async () => {
  const { handler } = receiving({ inFlight: 65_536, deadlineMs: 2_147_483_647 })
  let arrived = 0
  const counting: Pick<WebhookHandler, 'receive'> = {
    receive: (head, flow) =>
      handler.receive(head, (listening) =>
        flow({
          ...listening,
          piece: (bytes) => {
            arrived += bytes.byteLength
            listening.piece(bytes)
          },
        }),
      ),
  }
  const held = await heldWhileHalfOpen(counting, () => arrived >= (connections * mebibyte) / 2)
  expect(held).toBeGreaterThan(96 * mebibyte)
})
