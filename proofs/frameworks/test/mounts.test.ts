import 'reflect-metadata'

import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'

import { createLedger, type LogEntry } from '@partner-ledger/core'
import { orgsByPath, webhookHandler } from '@partner-ledger/receiver'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, onTestFinished, test } from 'vitest'

import { delivery } from './delivery.js'
import { type Mount, mounts, offering, reading, stripping } from './mounts.js'

interface Mounted {
  readonly url: string
  readonly port: number
  readonly log: readonly LogEntry[]
}

const mounted = async (mount: Mount): Promise<Mounted> => {
  const log: LogEntry[] = []
  const handler = webhookHandler({
    ledger: createLedger({ store: memoryStore() }),
    authenticate: ({ headers }) => headers.get('x-webhook-key') === 'key',
    allowedOrgs: orgsByPath({ '/webhooks/india': [50191] }),
    deadlineMs: 60_000,
    logger: (entry) => log.push(entry),
  })
  const server: Server = await mount(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, log }
}

const send = async (url: string, body: string, init: { method?: string; type?: string } = {}): Promise<unknown> => {
  const headers = { 'x-webhook-key': 'key', 'content-type': init.type ?? 'application/json' }
  const answer = await fetch(url, { method: init.method ?? 'POST', headers, body })
  const text = await answer.text()
  return text.startsWith('{') ? [answer.status, JSON.parse(text)] : [answer.status, text]
}

const recorded = [200, { reply: 'Recorded' }]

describe.each(Object.entries(mounts))('%s', (_, mount) => {
  test('keeps a body, by its whole path', async () => {
    const { url, log } = await mounted(mount)
    expect(await send(`${url}/webhooks/india?a=b`, delivery(1))).toEqual(recorded)
    expect(await send(`${url}/webhooks/india`, delivery(2), { method: 'PUT', type: 'text/plain' })).toEqual(recorded)
    expect(await send(`${url}/webhooks/india`, '{"cut":')).toEqual([
      200,
      { reply: 'Quarantined', reason: 'undecodable' },
    ])
    expect(log).toEqual([])
  })

  test('has no uncaught error after a client that goes away', async () => {
    const { url, port } = await mounted(mount)
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.write(
      'POST /webhooks/india HTTP/1.1\r\nhost: localhost:1\r\nx-webhook-key: key\r\ncontent-length: 99\r\n\r\n{',
    )
    await once(socket, 'connect')
    socket.destroy()
    expect(await send(`${url}/webhooks/india`, delivery(1))).toEqual(recorded)
  })
})

describe.each(Object.entries(offering))('%s before the handler', (_, mount) => {
  test('leaves the body, which is taken', async () => {
    const { url } = await mounted(mount)
    expect(await send(`${url}/webhooks/india`, delivery(1))).toEqual(recorded)
  })
})

describe.each(Object.entries(reading))('%s before the handler', (_, mount) => {
  test('takes the body away, which is named at once', async () => {
    const { url, log } = await mounted(mount)
    expect(await send(`${url}/webhooks/india`, delivery(1))).toEqual([
      429,
      { reply: 'TryAgain', reason: 'already-read' },
    ])
    expect(log).toEqual([{ level: 'error', code: 'webhook-try-again', reason: 'already-read' }])
  })
})

describe.each(Object.entries(stripping))('%s', (_, mount) => {
  test('strips the path, which is logged', async () => {
    const { url, log } = await mounted(mount)
    const foreign = [200, { reply: 'Quarantined', reason: 'foreign-org' }]
    expect(await send(`${url}/webhooks/india`, delivery(1))).toEqual(foreign)
    expect(log).toEqual([{ level: 'warn', code: 'webhook-no-organisation' }])
  })
})
