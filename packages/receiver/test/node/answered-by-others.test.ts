import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

import { describe, expect, onTestFinished, test } from 'vitest'

import { nodeListener } from '../../src/node/node-listener.js'
import { listening } from '../servers.js'
import { call } from '../client.js'
import { receiving } from '../webhooks.js'

const worker = fileURLToPath(new URL('../workers/answered-host.js', import.meta.url))

/** How the process of such hosts ended, and what their clients were answered. */
const ended = async (...words: readonly string[]): Promise<readonly [code: unknown, statuses: readonly string[]]> => {
  const child = spawn(process.execPath, [worker, ...words], { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()))
  const [code] = (await once(child, 'close')) as readonly unknown[]
  return [code, text === '' ? [] : (JSON.parse(text) as string[])]
}

describe.each(['http', 'http2'])('a host of node:%s that answers by itself', (protocol) => {
  test('lives on, and its answer is the one', { tags: 'fault:hosts' }, async () => {
    const [code, statuses] = await ended('sound', protocol)
    expect(code).toBe(0)
    expect(statuses.slice(0, 6)).toEqual(['503', '503', '503', '503', '200', '200'])
  })

  test(
    'ends where the receiver writes without a look, and that is found: sabotage',
    { tags: 'twin:hosts' },
    async () => {
      expect(await ended('hasty', protocol)).toEqual([1, []])
    },
  )
})

describe('a wrapper of the host', () => {
  const statusOf = async (receive: () => never): Promise<number> => {
    const { port, close } = await listening(createServer(nodeListener({ receive })))
    onTestFinished(close)
    const { request, answer } = call(port)
    request.end('{}')
    return (await answer).status
  }

  test('that throws or rejects is answered with 429', async () => {
    const fail = (): never => {
      throw new Error('out of order')
    }
    expect(await statusOf(fail)).toBe(429)
    expect(await statusOf((() => Promise.reject(new Error('out of order'))) as unknown as () => never)).toBe(429)
  })

  test('that breaks the response costs the connection, not the process', async () => {
    const { handler } = receiving({ authenticate: () => true })
    const listener = nodeListener(handler)
    const server = createServer((message, response) => {
      response.writeHead = (): never => {
        throw new Error('out of order')
      }
      listener(message, response)
    })
    const { port, close } = await listening(server)
    onTestFinished(close)
    const { request, answer } = call(port)
    request.end('{}')
    await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(handler.counts().Quarantined).toBe(1)
  })
})
