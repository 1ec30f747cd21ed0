/** Webhooks in Hono, served by `@hono/node-server`. Each path speaks for an organisation of its own. */
import type { AddressInfo } from 'node:net'

import { serve, type ServerType } from '@hono/node-server'
import { createLedger, orThrow } from '@partner-ledger/core'
import { orgsByPath, staticHeaders, webhookHandler } from '@partner-ledger/receiver'
import { memoryStore } from '@partner-ledger/store-memory'
import { Hono } from 'hono'

import { linked } from './delivery.js'

const key = 'the value that the platform was given'

const store = memoryStore()
const ledger = createLedger({ store, zone: 'Asia/Kolkata' })
const handler = webhookHandler({
  ledger,
  authenticate: staticHeaders({ 'x-webhook-key': [key] }),
  allowedOrgs: orgsByPath({ '/webhooks/india': [50191], '/webhooks/brazil': [50192] }),
})

const app = new Hono()
app.all('/webhooks/:org', (context) => handler(context.req.raw))
app.get('/health', (context) => context.text('the host is well'))

const server = await new Promise<ServerType>((resolve) => {
  const serving = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(serving))
})
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const post = async (what: string, path: string, body: string, headers: Record<string, string>): Promise<void> => {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body, headers })
  console.log(`${what.padEnd(18)}${answer.status} ${await answer.text()}`)
}

await post('a delivery', '/webhooks/india', linked, { 'x-webhook-key': key })
await post('the same again', '/webhooks/india', linked, { 'x-webhook-key': key })
await post('a foreign one', '/webhooks/brazil', linked.replace('e-1', 'e-2'), { 'x-webhook-key': key })
await post('a stranger', '/webhooks/india', linked, { 'x-webhook-key': 'another value' })
console.log(`another route     ${await (await fetch(`${url}/health`)).text()}`)

await handler.close()
server.close()

const { items } = await orThrow(ledger.memberships({ orgId: 50191 }))
console.log(
  `memberships       ${items.map((item) => `${item.key.customerId} is ${ledger.standing(item).link}`).join()}`,
)
await ledger.close()
await store.close()
