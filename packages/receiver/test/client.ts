import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'

import { key } from './webhooks.js'

/** What came back. */
export interface Answered {
  readonly status: number
  readonly reply: unknown
  readonly headers: IncomingMessage['headers']
}

/** A request under way: its body is written by hand, its answer comes when it comes. */
export interface Call {
  readonly request: ClientRequest
  /** Rejects where the connection ends without an answer. */
  readonly answer: Promise<Answered>
}

/** Begins a request; nothing of the body is sent. */
export const call = (port: number, headers: Readonly<Record<string, string | number>> = {}, agent?: Agent): Call => {
  const begun = request({
    port,
    host: '127.0.0.1',
    path: '/webhooks',
    method: 'POST',
    headers: { 'x-webhook-key': key, ...headers },
    agent: agent ?? new Agent(),
  })
  const answer = new Promise<Answered>((resolve, reject) => {
    begun.on('error', reject).on('response', (message) => {
      const chunks: Buffer[] = []
      message.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
      message.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const reply = JSON.parse(text) as unknown
        resolve({ status: message.statusCode ?? 0, reply, headers: message.headers })
      })
    })
  })
  answer.catch(() => {})
  return { request: begun, answer }
}

/** Sends one body whole. */
export const post = (
  port: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string | number>> = {},
  agent?: Agent,
): Promise<Answered> => {
  const { request: begun, answer } = call(port, { 'content-length': Buffer.byteLength(body), ...headers }, agent)
  begun.end(body)
  return answer
}
