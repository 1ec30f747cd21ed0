/** Webhooks in Fastify, which would read and parse a body before anybody sees it: it is kept from that on this route alone. */
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'

import { createLedger, orThrow } from '@partner-ledger/core'
import { type RequestHead, type AuthResult, webhookHandler } from '@partner-ledger/receiver'
import { nodeListener } from '@partner-ledger/receiver/node'
import { memoryStore } from '@partner-ledger/store-memory'
import fastify from 'fastify'

import { linked } from './delivery.js'

const digest = (token: string): string => createHash('sha256').update(token).digest('hex')

/** What the host knows of its senders: the digest of a token, and what it may speak for. */
const senders = new Map([[digest('token of the platform'), { orgIds: [50191] }]])

/** The host's own check. It may ask a directory; here it looks a digest up, so that its time tells nothing of a token. */
const authenticate = async ({ headers }: RequestHead): Promise<AuthResult> =>
  senders.get(digest(headers.get('authorization')?.replace(/^Bearer /, '') ?? '')) ?? false

const store = memoryStore()
const ledger = createLedger({ store, zone: 'Asia/Kolkata' })
const handler = webhookHandler({ ledger, authenticate })
const takeWebhook = nodeListener(handler)

// Without it Fastify answers 503 while it closes, and the platform is known to repeat after 429 alone.
const app = fastify({ return503OnClosing: false })
app.all('/webhooks', {
  onRequest: async (request, reply) => {
    reply.hijack()
    takeWebhook(request.raw, reply.raw)
  },
  handler: async () => {},
})
app.post('/echo', async (request) => request.body)
app.addHook('preClose', () => handler.close())

await app.listen({ host: '127.0.0.1', port: 0 })
const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

const post = async (what: string, path: string, body: string, headers: Record<string, string>): Promise<void> => {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body, headers })
  console.log(`${what.padEnd(18)}${answer.status} ${await answer.text()}`)
}

const authorization = 'Bearer token of the platform'
await post('a delivery', '/webhooks', linked, { authorization, 'content-type': 'application/json' })
await post('the same again', '/webhooks', linked, { authorization, 'content-type': 'application/x-of-another-type' })
await post('not JSON', '/webhooks', '{"eventName":', { authorization, 'content-type': 'application/json' })
await post('a stranger', '/webhooks', linked, { authorization: 'Bearer of bad news' })
await post('another route', '/echo', '{"parsed": "by Fastify"}', { 'content-type': 'application/json' })

await app.close()

const { items } = await orThrow(ledger.memberships({ orgId: 50191 }))
console.log(
  `memberships       ${items.map((item) => `${item.key.customerId} is ${ledger.standing(item).link}`).join()}`,
)
await ledger.close()
await store.close()
