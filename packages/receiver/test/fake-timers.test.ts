import { createServer } from 'node:http'

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { nextTurn } from '../src/next-turn.js'
import { nodeListener } from '../src/node/node-listener.js'
import { post } from './client.js'
import { listening } from './servers.js'
import { delivery, receiving, said, webhook } from './webhooks.js'

const realTimeout = globalThis.setTimeout

/** What this comes to within a second of the real clock. */
const inTime = <A>(work: Promise<A>): Promise<A | 'hangs'> =>
  Promise.race([work, new Promise<'hangs'>((resolve) => realTimeout(resolve, 1000, 'hangs'))])

describe('under faked timers', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  test('a handler answers, and closes', async () => {
    const { handler } = receiving({ authenticate: async () => true })
    expect(await inTime(said(handler(webhook(delivery(1)))))).toEqual([200, { reply: 'Recorded' }])
    expect(await inTime(handler.close())).toBeUndefined()
    expect(await inTime(said(handler(webhook(delivery(1)))))).toMatchObject([429, { reason: 'closing' }])
  })

  test('a listener answers, also before the body has arrived', async () => {
    const { handler } = receiving()
    const { port, close } = await listening(createServer(nodeListener(handler)))
    expect(await inTime(post(port, delivery(1)))).toMatchObject({ status: 200 })
    expect(await inTime(post(port, delivery(2), { 'x-webhook-key': 'a guess' }))).toMatchObject({ status: 401 })
    await close()
  })

  test('what waits for an immediate hangs, and that is found: sabotage', async () => {
    expect(await inTime(new Promise((resolve) => setImmediate(resolve)))).toBe('hangs')
    expect(await inTime(nextTurn())).toBeUndefined()
  })
})
