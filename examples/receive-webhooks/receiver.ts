import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createLedger, type Ledger } from '@partner-ledger/core'
import { orgsByPath, staticHeaders, webhookHandler } from '@partner-ledger/receiver'
import { nodeListener } from '@partner-ledger/receiver/node'
import { sqliteStore } from '@partner-ledger/store-sqlite'

/** A server of webhooks over a SQLite file. */
export interface Receiver {
  readonly ledger: Ledger
  /** Of the server, such as `http://127.0.0.1:8080`. */
  readonly url: string
  close(): Promise<void>
}

export interface ReceiverOptions {
  readonly db: string
  readonly port: number
  /** The value of `x-webhook-key` that the platform sends. */
  readonly key: string
  /** ms since epoch */
  readonly clock: () => number
}

/** Opens the file and the server, on loopback. Each path speaks for an organisation of its own. */
export const openReceiver = async ({ db, port, key, clock }: ReceiverOptions): Promise<Receiver> => {
  const store = sqliteStore({ path: db })
  const ledger = createLedger({ store, clock, zone: 'Asia/Kolkata' })
  const handler = webhookHandler({
    ledger,
    authenticate: staticHeaders({ 'x-webhook-key': [key] }),
    allowedOrgs: orgsByPath({ '/webhooks/50191': [50191], '/webhooks/50192': [50192] }),
    inFlight: 4,
    deadlineMs: 2_000,
  })
  const server = createServer(nodeListener(handler, { lingerMs: 100 }))
  const close = async (): Promise<void> => {
    await handler.close()
    server.close()
    server.closeIdleConnections()
    await ledger.close()
    await store.close()
  }
  return { ledger, url: await listening(server, port), close }
}

const listening = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })
