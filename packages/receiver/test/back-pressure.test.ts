import { describe, expect, test } from 'vitest'

import { delivery, heldLedger, receiving, said, streamed, until, webhook } from './webhooks.js'

const busy = [429, { reply: 'TryAgain', reason: 'busy' }]

/** How many of so many bodies at a time are turned away, while the ledger answers none. */
const turnedAway = async (inFlight: number, requests: number): Promise<number> => {
  const { ledger, held } = heldLedger()
  const { handler } = receiving({ ledger, inFlight })
  const answers = Array.from({ length: requests }, (_, id) => handler(webhook(delivery(id))))
  await until(() => held.length + handler.counts().TryAgain === requests)
  const before = handler.counts().TryAgain
  for (const letGo of held) letGo()
  await Promise.all(answers)
  return before
}

describe('bodies beyond those in flight', () => {
  test('are answered at once, and the others are not disturbed', async () => {
    expect(await turnedAway(16, 100)).toBe(84)
  })

  test('are held by a handler without a bound, and that is found: sabotage', async () => {
    expect(await turnedAway(65_536, 100)).toBe(0)
  })

  test('are not read', async () => {
    const { ledger, held } = heldLedger()
    const { handler } = receiving({ ledger, inFlight: 1 })
    const first = handler(webhook(delivery(1)))
    await until(() => held.length === 1)
    const second = webhook(delivery(2))
    const answer = await handler(second)
    expect([answer.headers.get('retry-after'), await said(answer)]).toEqual(['10', busy])
    expect(second.bodyUsed).toBe(false)
    held[0]?.()
    expect(await said(first)).toMatchObject([200, {}])
  })

  test('are let in as soon as one has left, however it left', async () => {
    const { handler } = receiving({ inFlight: 1, deadlineMs: 100, maxBytes: 1000 })
    expect(await said(handler(webhook(streamed([], 'stalls'))))).toMatchObject([429, { reason: 'slow' }])
    expect(await said(handler(webhook(streamed([], 'breaks'))))).toMatchObject([429, { reason: 'interrupted' }])
    expect(await said(handler(webhook('x'.repeat(1001))))).toMatchObject([413, {}])
    expect(await said(handler(webhook(delivery(1))))).toMatchObject([200, { reply: 'Recorded' }])
  })

  test('are counted after the check of the sender: who is not the platform takes no place', async () => {
    const { ledger, held } = heldLedger()
    const { handler } = receiving({ ledger, inFlight: 1 })
    const strangers = Array.from({ length: 20 }, () =>
      handler(webhook(streamed([], 'stalls'), { headers: { 'x-webhook-key': 'x' } })),
    )
    const answer = handler(webhook(delivery(1)))
    await until(() => held.length === 1)
    held[0]?.()
    expect(await said(answer)).toMatchObject([200, {}])
    for (const stranger of strangers) expect(await said(stranger)).toMatchObject([401, {}])
  })
})
