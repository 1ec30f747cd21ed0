import { describe, expect, test } from 'vitest'

import { presence } from '../src/presence.js'
import { delivery, heldLedger, receiving, said, streamed, until, webhook } from './webhooks.js'

const closing = [429, { reply: 'TryAgain', reason: 'closing' }]

describe('a handler that is closed', () => {
  test('answers what it accepted before it has closed, and 429 to what comes later', async () => {
    const { ledger, held } = heldLedger()
    const { handler } = receiving({ ledger })
    const accepted = [handler(webhook(delivery(1))), handler(webhook(delivery(2)))]
    await until(() => held.length === 2)
    let closed = false
    const close = handler.close().then(() => void (closed = true))
    const later = await handler(webhook(delivery(3)))
    expect([later.headers.get('retry-after'), await said(later)]).toEqual(['10', closing])
    held[0]?.()
    expect(await said(accepted[0] ?? later)).toMatchObject([200, {}])
    expect(closed).toBe(false)
    held[1]?.()
    await close
    expect(await said(accepted[1] ?? later)).toMatchObject([200, {}])
    expect(await said(handler(new Request('http://localhost/')))).toEqual(closing)
  })

  test('lets a body that is arriving arrive', async () => {
    const { handler } = receiving()
    let end = (): void => expect.unreachable('the body was never asked for')
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(delivery(1)))
        end = () => controller.close()
      },
    })
    const answer = handler(webhook(body))
    const close = handler.close()
    end()
    await close
    expect(await said(answer)).toEqual([200, { reply: 'Recorded' }])
  })

  test('waits no longer than it is told, and twice is once', async () => {
    const { ledger } = heldLedger()
    const { handler } = receiving({ ledger })
    void handler(webhook(delivery(1)))
    await handler.close({ timeoutMs: 1 })
    await handler.close({ timeoutMs: 1 })
    await receiving().handler[Symbol.asyncDispose]()
  })

  test('says which answers are the last ones', async () => {
    const { handler } = receiving({ deadlineMs: 5 })
    const head = { method: 'POST', url: '/', headers: webhook('').headers }
    const none = () => () => {}
    expect(await handler.receive(head, none)).toMatchObject({ isLast: false })
    const accepted = handler.receive(head, none)
    const close = handler.close()
    expect(await accepted).toMatchObject({ isLast: true, status: 429 })
    await close
  })

  test('stays open for a ledger that another handler uses', async () => {
    const { handler, ledger } = receiving()
    await handler.close()
    expect(await ledger.ingest(delivery(1))).toMatchObject({ right: { _tag: 'Recorded' } })
    const stalled = receiving({ deadlineMs: 5 })
    void stalled.handler(webhook(streamed([], 'stalls')))
    await stalled.handler.close()
    expect(stalled.handler.counts()).toMatchObject({ TryAgain: 1 })
  })
})

test('nobody is waited for twice', async () => {
  const inside = presence()
  inside.enter()
  const both = Promise.all([inside.emptied(60_000), inside.emptied(60_000)])
  inside.leave()
  await both
  await inside.emptied(60_000)
  expect(inside.inside).toBe(0)
})
