import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { serve } from '@hono/node-server'
import fastify from 'fastify'
import { Hono } from 'hono'

import { nodeListener } from '../src/node/node-listener.js'
import type { WebhookHandler } from '../src/webhook-handler.js'

/** A server on loopback that the handler is mounted in, at `/webhooks`. */
export interface Served {
  readonly port: number
  close(): Promise<void>
}

export type Serve = (handler: WebhookHandler) => Promise<Served>

const portOf = (server: { address(): AddressInfo | string | null }): number => (server.address() as AddressInfo).port

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

export const listening = async (server: Server): Promise<Served> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: portOf(server), close: () => closed(server) }
}

const inNode: Serve = (handler) => listening(createServer(nodeListener(handler)))

const inHono: Serve = async (handler) => {
  const app = new Hono().all('/webhooks', (context) => handler(context.req.raw))
  const server = await new Promise<Server>((resolve) => {
    const serving = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(serving as Server))
  })
  return { port: portOf(server), close: () => closed(server) }
}

const inFastify: Serve = async (handler) => {
  const app = fastify({ return503OnClosing: false, forceCloseConnections: true })
  const listener = nodeListener(handler)
  app.all('/webhooks', {
    // Before Fastify reads the body: nobody else may.
    onRequest: async (request, reply) => {
      reply.hijack()
      listener(request.raw, reply.raw)
    },
    handler: async () => {},
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: portOf(app.server), close: () => app.close() }
}

export const servers: readonly (readonly [name: string, serve: Serve])[] = [
  ['node:http', inNode],
  ['Hono', inHono],
  ['Fastify', inFastify],
]
