/** Webhooks in a plain `node:http` server, beside a route of the host's own. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createLedger, orThrow } from '@partner-ledger/core'
import { staticHeaders, webhookHandler } from '@partner-ledger/receiver'
import { nodeListener } from '@partner-ledger/receiver/node'
import { memoryStore } from '@partner-ledger/store-memory'

import { linked } from './delivery.js'

const key = 'the value that the platform was given'

const store = memoryStore()
const ledger = createLedger({ store, zone: 'Asia/Kolkata' })
const handler = webhookHandler({ ledger, authenticate: staticHeaders({ 'x-webhook-key': [key] }) })
const takeWebhook = nodeListener(handler)

const server = createServer((message, response) => {
  if (message.url === '/webhooks') takeWebhook(message, response)
  else response.end('the host is well')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const post = async (what: string, body: string, headers: Record<string, string>): Promise<void> => {
  const answer = await fetch(`${url}/webhooks`, { method: 'POST', body, headers })
  console.log(`${what.padEnd(18)}${answer.status} ${await answer.text()}`)
}

await post('a delivery', linked, { 'x-webhook-key': key })
await post('the same again', linked, { 'x-webhook-key': key })
await post('a stranger', linked, {})
await post('half of it', linked.slice(0, 90), { 'x-webhook-key': key })
console.log(`another route     ${await (await fetch(`${url}/health`)).text()}`)

await handler.close()
await post('after closing', linked, { 'x-webhook-key': key })
server.close()

const { items } = await orThrow(ledger.memberships({ orgId: 50191 }))
console.log(
  `memberships       ${items.map((item) => `${item.key.customerId} is ${ledger.standing(item).link}`).join()}`,
)
await ledger.close()
await store.close()
