import 'reflect-metadata'

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Ledger } from '@partner-ledger/core'
import { nodeListener } from '@partner-ledger/receiver/node'
import type { WebhookHandler } from '@partner-ledger/receiver'
import express from 'express'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import serverless from 'serverless-http'

import { delivery } from './delivery.js'
import { runPage } from './page-code.js'

beforeEach(() => {
  vi.stubEnv('WEBHOOK_KEY', 'key')
  const before = process.listeners('SIGTERM')
  onTestFinished(() => {
    for (const listener of process.listeners('SIGTERM'))
      if (!before.includes(listener)) process.off('SIGTERM', listener)
  })
})

const post = async (url: string, body: string, key = 'key'): Promise<unknown> => {
  const headers = { 'x-webhook-key': key, 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body })
  return [answer.status, await answer.json()]
}

const urlOf = async (server: unknown): Promise<string> => {
  const running = server as Server
  if (!running.listening) await once(running, 'listening')
  onTestFinished(() => {
    running.close()
    running.closeAllConnections()
  })
  return `http://127.0.0.1:${(running.address() as AddressInfo).port}`
}

const appModule = `import { Module } from '@nestjs/common'
export class AppModule {}
Module({})(AppModule)
`

describe.each([
  ['express.md', { names: ['server'] }],
  ['nestjs.md', { names: ['server'], texts: { 'app.module.js': appModule } }],
  ['koa.md', { names: ['server'] }],
] as const)('the code of %s', (page, files) => {
  test('keeps webhooks', async () => {
    const url = await urlOf((await runPage(page, files))['server'])
    expect(await post(`${url}/webhooks/india`, delivery(1))).toEqual([200, { reply: 'Recorded' }])
    expect(await post(`${url}/webhooks/india/`, delivery(1))).toEqual([200, { reply: 'Duplicate' }])
    expect(await post(`${url}/webhooks/india`, '{"cut":')).toMatchObject([200, { reply: 'Quarantined' }])
    expect(await post(`${url}/webhooks/other`, delivery(2))).toMatchObject([200, { reason: 'foreign-org' }])
    expect(await post(`${url}/webhooks/india`, delivery(3), 'a guess')).toEqual([401, { reply: 'Unauthorized' }])
  })
})

/** An event of API Gateway, payload format 2.0. */
const event = (body: string, isBase64Encoded = false) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: '/webhooks/india',
  rawQueryString: '',
  headers: {
    'x-webhook-key': 'key',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  },
  requestContext: {
    domainName: 'example.com',
    stage: '$default',
    http: { method: 'POST', path: '/webhooks/india', sourceIp: '127.0.0.1' },
  },
  body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
  isBase64Encoded,
})

type Invoke = (event: unknown, context: unknown) => Promise<unknown>

describe('a function of AWS Lambda', () => {
  test('is the code of lambda.md', async () => {
    const { handler } = (await runPage('lambda.md', {})) as { readonly handler: Invoke }
    expect(await handler(event(delivery(1)), {})).toMatchObject({ statusCode: 200, body: '{"reply":"Recorded"}' })
    expect(await handler(event(delivery(1), true), {})).toMatchObject({ body: '{"reply":"Duplicate"}' })
    expect(await handler({ ...event(''), body: undefined }, {})).toMatchObject({ statusCode: 200 })
    expect(await handler({ ...event('x'), headers: {} }, {})).toMatchObject({ statusCode: 401 })
  })

  test('is an adapter over the listener', async () => {
    const { take } = (await runPage('lambda.md', { names: ['take'] })) as { readonly take: WebhookHandler }
    const over = serverless(express().use('/webhooks', nodeListener(take))) as unknown as Invoke
    expect(await over(event(delivery(1), true), {})).toMatchObject({ statusCode: 200, body: '{"reply":"Recorded"}' })
    expect(await over(event(delivery(2)), {})).toMatchObject({ statusCode: 200, body: '{"reply":"Recorded"}' })
  })
})

test('the code of nextjs.md keeps webhooks, called as a route handler is', async () => {
  const path = 'app/webhooks/india/route.js'
  const route = (await runPage('nextjs.md', { path, blocks: ['ledger.js'] })) as {
    readonly POST: (request: Request, context: unknown) => Promise<Response>
    readonly runtime: string
  }
  const headers = { 'x-webhook-key': 'key' }
  const request = new Request('http://localhost/webhooks/india', { method: 'POST', headers, body: delivery(1) })
  const answer = await route.POST(request, { params: Promise.resolve({}) })
  expect([route.runtime, answer.status, await answer.json()]).toEqual(['nodejs', 200, { reply: 'Recorded' }])
  const opened = globalThis as { partnerLedger?: { readonly ledger: Ledger } }
  await opened.partnerLedger?.ledger.close()
  delete opened.partnerLedger
})
