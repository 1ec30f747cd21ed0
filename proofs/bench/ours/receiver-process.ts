/** A server that takes webhooks into a ledger file, as a host mounts it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createLedger } from '@partner-ledger/core'
import { staticHeaders, webhookHandler } from '@partner-ledger/receiver'
import { nodeListener } from '@partner-ledger/receiver/node'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [path = '', secret = ''] = process.argv.slice(2)
const store = sqliteStore({ path })
const ledger = createLedger({ store })
const handler = webhookHandler({ ledger, authenticate: staticHeaders({ authorization: [secret] }) })
const server = createServer(nodeListener(handler))
// Connections lie idle while another contender takes its turn.
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

const close = async (): Promise<void> => {
  server.close()
  server.closeAllConnections()
  await ledger.close()
  await store.close()
}

process.once('disconnect', () => void close())
