import { connect } from 'node:net'

import { type Ledger, orThrow } from '@partner-ledger/core'

import type { WebhookHandler } from '../src/webhook-handler.js'
import { call, post } from './client.js'
import { delivery, key, type Receiving, until } from './webhooks.js'

/** What is kept: events of the organisation, and entries of the quarantine. */
export const kept = async (ledger: Ledger): Promise<readonly [events: number, entries: number]> => {
  const events = await orThrow(ledger.replay(50191, { initial: 0, evolve: (n: number) => n + 1 }))
  return [events, (await orThrow(ledger.quarantine.list())).items.length]
}

/** One fault at a time against a served handler: what went wrong, in a word each. */
export const faults: Readonly<Record<string, (port: number, given: Receiving) => Promise<string | undefined>>> = {
  'a wrong header': async (port, { ledger }) => {
    const { status } = await post(port, delivery(1), { 'x-webhook-key': 'another' })
    return status === 401 && (await isEmpty(ledger)) ? undefined : `${status}`
  },
  'an announced body of 2 MiB': async (port, { ledger, handler }) => {
    const { request: gone } = call(port, { 'content-length': 2_097_152 })
    gone.flushHeaders()
    await until(() => isUnderWay(handler))
    gone.destroy()
    await until(() => answered(handler) > 0)
    if (handler.counts().Refused !== 1) return 'it was waited for'
    const { request, answer } = call(port, { 'content-length': 2_097_152 })
    request.flushHeaders()
    const { status } = await answer
    request.destroy()
    return status === 413 && (await isEmpty(ledger)) ? undefined : `${status}`
  },
  'a body of 2 MiB in pieces': async (port, { ledger }) => {
    const { request, answer } = call(port)
    for (let n = 0; n < 32; n += 1) request.write(Buffer.alloc(65_536, ' '))
    request.end()
    const { status } = await answer
    return status === 413 && (await isEmpty(ledger)) ? undefined : `${status}`
  },
  'a body that is cut off': async (port, { ledger, handler }) => {
    const { request } = call(port, { 'content-length': Buffer.byteLength(delivery(1)) })
    request.write(delivery(1).slice(0, 100))
    await until(() => isUnderWay(handler))
    request.destroy()
    await until(() => answered(handler) > 0)
    return handler.counts().TryAgain === 1 && (await isEmpty(ledger)) ? undefined : 'it was kept'
  },
  'a body in pieces that is cut off': async (port, { ledger, handler }) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /webhooks HTTP/1.1\r\nhost: x\r\nx-webhook-key: ${key}\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"eve\r\n`,
    )
    await until(() => isUnderWay(handler))
    socket.destroy()
    await until(() => answered(handler) > 0)
    return handler.counts().TryAgain === 1 && (await isEmpty(ledger)) ? undefined : 'it was kept'
  },
}

const isEmpty = async (ledger: Ledger): Promise<boolean> => (await kept(ledger)).every((count) => count === 0)

const answered = (handler: WebhookHandler): number => Object.values(handler.counts()).reduce((sum, n) => sum + n)

/** The handlers whose check has been asked. */
export const asked = new WeakSet<WebhookHandler>()
const isUnderWay = (handler: WebhookHandler): boolean => asked.has(handler)

/** A handler that tells when a request has reached it. */
export const watched = (given: Receiving): Receiving => {
  const { handler } = given
  const reached =
    <A extends readonly unknown[], B>(answer: (...request: A) => B) =>
    (...request: A): B => {
      asked.add(watching)
      return answer(...request)
    }
  const watching: WebhookHandler = Object.assign(reached(handler), { ...handler, receive: reached(handler.receive) })
  return { ...given, handler: watching }
}
