import { createServer, type IncomingMessage, type Server } from 'node:http'

import { createAdaptorServer } from '@hono/node-server'
import { All, Controller, type INestApplication, Module, Req, Res, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { nodeListener } from '@partner-ledger/receiver/node'
import type { NodeRequest, NodeResponse } from '@partner-ledger/receiver/node'
import type { WebhookHandler } from '@partner-ledger/receiver'
import express, { Router } from 'express'
import fastify from 'fastify'
import rawBody from 'fastify-raw-body'
import { Hono } from 'hono'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import mount from 'koa-mount'

/** Mounts a handler at `/webhooks/india`; the server does not listen yet. */
export type Mount = (handler: WebhookHandler) => Server | Promise<Server>

/** Koa prints errors of connections by default. */
const silentKoa = (): Koa => Object.assign(new Koa(), { silent: true })

const inKoa = (app: Koa, handler: WebhookHandler, isRequest = true): Koa => {
  const listener = nodeListener(handler)
  return app.use((context) => {
    context.respond = false
    if (isRequest) listener(context.request, context.response)
    else listener(context.req, context.res)
  })
}

const served = (app: Koa): Server => createServer((request, response) => void app.callback()(request, response))

const inFastify = async (
  handler: WebhookHandler,
  isRaw: boolean,
  wrap: (request: { readonly raw: IncomingMessage }) => NodeRequest,
): Promise<Server> => {
  const app = fastify()
  if (isRaw) await app.register(rawBody)
  const listener = nodeListener(handler)
  app.all('/webhooks/india', async (request, reply) => {
    reply.hijack()
    listener(wrap(request), reply.raw)
  })
  await app.ready()
  return app.server
}

const createNest = (module: Type<unknown>, options: object): Promise<INestApplication> =>
  NestFactory.create(module, options)

/** A NestJS application with a controller of webhooks, made without the syntax of decorators. */
const inNest = async (
  handler: WebhookHandler,
  options: { readonly rawBody?: boolean; readonly bodyParser?: boolean },
) => {
  const listener = nodeListener(handler)
  class Webhooks {
    take(request: NodeRequest, response: NodeResponse): void {
      listener(request, response)
    }
  }
  const take = Object.getOwnPropertyDescriptor(Webhooks.prototype, 'take') ?? {}
  Req()(Webhooks.prototype, 'take', 0)
  Res()(Webhooks.prototype, 'take', 1)
  All('india')(Webhooks.prototype, 'take', take)
  Controller('webhooks')(Webhooks)
  class AppModule {
    readonly controllers = [Webhooks]
  }
  Module({ controllers: [Webhooks] })(AppModule)
  const app = await createNest(AppModule, { logger: false, ...options })
  await app.init()
  return app.getHttpServer() as Server
}

/** What Hono is here: its calls return types of their own, which say no more. */
interface App {
  all(
    path: string,
    take: (context: { readonly req: { readonly raw: Request } }) => Response | Promise<Response>,
  ): unknown
  mount(
    path: string,
    take: (request: Request) => Promise<Response>,
    options?: { readonly replaceRequest: false },
  ): unknown
  readonly fetch: (request: Request) => Response | Promise<Response>
}

const inHono = (route: (app: App) => void, made: object = new Hono()): Server => {
  const app = made as unknown as App
  route(app)
  return createAdaptorServer({ fetch: app.fetch }) as Server
}

/** Where the handler is the first to read the body, and sees the whole path. */
export const mounts: Readonly<Record<string, Mount>> = {
  'Express, by a path': (handler) => createServer(express().all('/webhooks/india', nodeListener(handler))),
  'Express, by a prefix': (handler) => createServer(express().use('/webhooks', nodeListener(handler))),
  'Express, in a router': (handler) =>
    createServer(express().use('/webhooks', Router().all('/india', nodeListener(handler)))),
  'Express, in a router of a router': (handler) => {
    const inner = Router().use('/india', nodeListener(handler))
    return createServer(express().use('/webhooks', Router().use('/', inner)).use(express.json()))
  },
  Koa: (handler) => served(inKoa(silentKoa(), handler)),
  'Koa, by a mount': (handler) => served(silentKoa().use(mount('/webhooks', inKoa(silentKoa(), handler)))),
  Hono: (handler) => inHono((app) => void app.all('/webhooks/india', ({ req }) => handler(req.raw))),
  'Hono, by a base path': (handler) =>
    inHono((app) => void app.all('/india', ({ req }) => handler(req.raw)), new Hono().basePath('/webhooks')),
  'Hono, by a route': (handler) =>
    createAdaptorServer({
      fetch: new Hono().route(
        '/webhooks',
        new Hono().all('/:org', (context) => handler(context.req.raw)),
      ).fetch,
    }) as Server,
  'Hono, by a mount that keeps the request': (handler) =>
    inHono((app) => void app.mount('/webhooks', handler, { replaceRequest: false })),
  'Fastify, by a prefix': async (handler) => {
    const app = fastify()
    const listener = nodeListener(handler)
    await app.register(
      async (webhooks) => {
        webhooks.all('/india', {
          onRequest: async (request, reply) => {
            reply.hijack()
            listener(request.raw, reply.raw)
          },
          handler: async () => {},
        })
      },
      { prefix: '/webhooks' },
    )
    await app.ready()
    return app.server
  },
  'NestJS without a body parser': (handler) => inNest(handler, { bodyParser: false }),
}

/** Where somebody reads the body before, and offers it. */
export const offering: Readonly<Record<string, Mount>> = {
  'express.raw()': (handler) =>
    createServer(
      express()
        .use(express.raw({ type: () => true }))
        .all('/webhooks/india', nodeListener(handler)),
    ),
  'koa-bodyparser': (handler) => served(inKoa(silentKoa().use(bodyParser()), handler)),
  'fastify-raw-body': (handler) => inFastify(handler, true, (request) => request),
  'NestJS with rawBody': (handler) => inNest(handler, { rawBody: true }),
}

/** Where somebody reads the body before, and keeps it. */
export const reading: Readonly<Record<string, Mount>> = {
  'express.json()': (handler) =>
    createServer(express().use(express.json()).all('/webhooks/india', nodeListener(handler))),
  'express.text()': (handler) =>
    createServer(
      express()
        .use(express.text({ type: () => true }))
        .all('/webhooks/india', nodeListener(handler)),
    ),
  'koa-bodyparser, by the message alone': (handler) => served(inKoa(silentKoa().use(bodyParser()), handler, false)),
  Fastify: (handler) => inFastify(handler, false, ({ raw }) => raw),
  NestJS: (handler) => inNest(handler, {}),
  'a middleware of Hono': (handler) =>
    inHono(
      (app) =>
        void app.all('/webhooks/india', async ({ req }) => {
          await req.raw.json()
          return handler(req.raw)
        }),
    ),
}

/** Where the framework strips the path, and does not say what it was. */
export const stripping: Readonly<Record<string, Mount>> = {
  'Koa, by a mount of the message alone': (handler) =>
    served(silentKoa().use(mount('/webhooks', inKoa(silentKoa(), handler, false)))),
  'Hono, by a mount': (handler) => inHono((app) => void app.mount('/webhooks', handler)),
}
