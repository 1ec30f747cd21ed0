import { setTimeout } from 'node:timers/promises'

/** What the platform was answered. */
export interface Answer {
  readonly status: number
  readonly reply: string
  readonly reason?: string
}

export interface Sending {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export type Body = string | Uint8Array | ReadableStream<Uint8Array>

/** One request, once. */
export const send = async ({ url, headers }: Sending, body: Body): Promise<Answer> => {
  const request: RequestInit = { method: 'POST', headers, body, duplex: 'half' }
  const answer = await fetch(url, request)
  return { status: answer.status, ...((await answer.json()) as Omit<Answer, 'status'>) }
}

/** Requests at a time. */
const parallel = 16

/**
 * Delivers as the platform does: many at a time, in no order, and what is answered with 429 once more later.
 * Answers how often each reply was the last word on a body.
 */
export const deliverAll = async (sending: Sending, bodies: Iterable<string>): Promise<ReadonlyMap<string, number>> => {
  const waiting = [...bodies]
  const replies = new Map<string, number>()
  const deliver = async (): Promise<void> => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      const { status, reply } = await send(sending, body)
      if (status === 429) {
        waiting.push(body)
        await setTimeout(5)
      } else replies.set(reply, (replies.get(reply) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: parallel }, deliver))
  return replies
}
