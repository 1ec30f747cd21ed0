// A host of its own: serves webhooks on loopback over a SQLite file, prints its port, and shuts down on SIGTERM.
import { createServer } from 'node:http'

import { serve } from '@hono/node-server'
import { createLedger } from '@partner-ledger/core'
import { staticHeaders, webhookHandler } from '@partner-ledger/receiver'
import { nodeListener } from '@partner-ledger/receiver/node'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', key = '', manner = 'sound', framework = 'none'] = process.argv
const store = sqliteStore({ path })
const ledger = createLedger({ store })

/** Answers before anything is stored, as a receiver with a queue in memory does. */
const hasty = {
  ingest: async (body) => {
    setImmediate(() => void ledger.ingest(body))
    return { _tag: 'Right', right: { _tag: 'Ignored', reason: 'unknown-event' } }
  },
}

const handler = webhookHandler({
  ledger: manner === 'hasty' ? hasty : ledger,
  authenticate: staticHeaders({ 'x-webhook-key': [key] }),
})
const server =
  framework === 'hono'
    ? serve({ fetch: handler, hostname: '127.0.0.1', port: 0 })
    : createServer(nodeListener(handler)).listen(0, '127.0.0.1')

const shutDown = async () => {
  if (manner !== 'hasty') await handler.close()
  server.close()
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  await ledger.close()
  await store.close()
  if (manner === 'hasty') process.exit()
}

process.once('SIGTERM', () => void shutDown())
server.once('listening', () => {
  const address = server.address()
  if (typeof address === 'object') process.stdout.write(`${address?.port}\n`)
})
