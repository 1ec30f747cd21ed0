import { left } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { delivery, receiving, said, streamed, webhook } from './webhooks.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('what is kept is answered with 200', () => {
  test('a new fact, the same again, and a body that cannot be read', async () => {
    const { handler, ledger } = receiving({ allowedOrgs: [50191] })
    expect(await said(handler(webhook(delivery(1))))).toEqual([200, { reply: 'Recorded' }])
    expect(await said(handler(webhook(delivery(1))))).toEqual([200, { reply: 'Duplicate' }])
    const quarantined = (reason: string) => [200, { reply: 'Quarantined', reason }]
    expect(await said(handler(webhook('{')))).toEqual(quarantined('undecodable'))
    expect(await said(handler(webhook(null)))).toEqual(quarantined('empty'))
    expect(await said(handler(webhook(new Uint8Array([0xff, 0xfe, 0]))))).toEqual(quarantined('undecodable'))
    expect(await said(handler(webhook(delivery(2, { orgId: 7 }))))).toEqual(quarantined('foreign-org'))
    expect(await said(handler(webhook(delivery(3, { eventName: 'x' }))))).toEqual(quarantined('unknown-event'))
    expect(await said(handler(webhook(delivery(1, { createdAt: 5 }))))).toEqual(quarantined('mismatch'))
    expect(await said(handler(webhook(delivery(4).padEnd(262_145))))).toEqual(quarantined('too-large'))
    expect(await said(handler(webhook(' '.repeat(1_048_576))))).toEqual(quarantined('too-large'))
    const right = await ledger.quarantine.list()
    expect(right).toMatchObject({ right: { items: { length: 8 } } })
    expect(handler.counts()).toMatchObject({ Recorded: 1, Duplicate: 1, Quarantined: 8, TryAgain: 0 })
  })

  test('an event that the host chose not to keep', async () => {
    const { handler } = receiving({}, { unknownEvents: 'ignore' })
    const answer = await handler(webhook(delivery(1, { eventName: 'pointsAdded' })))
    expect(await said(answer)).toEqual([200, { reply: 'Ignored', reason: 'unknown-event' }])
  })

  test('whatever the content type says, and however many pieces it comes in', async () => {
    const { handler } = receiving()
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'no type at all', '']
    for (const [id, type] of types.entries())
      expect(await said(handler(webhook(delivery(id), { headers: { 'content-type': type } })))).toMatchObject([
        200,
        { reply: 'Recorded' },
      ])
    const untyped = webhook(bytes(delivery(9)))
    expect(untyped.headers.get('content-type')).toBeNull()
    expect(await said(handler(untyped))).toEqual([200, { reply: 'Recorded' }])
    const pieces = [...bytes(delivery(10))].map((byte) => new Uint8Array([byte]))
    expect(await said(handler(webhook(streamed(pieces))))).toEqual([200, { reply: 'Recorded' }])
    expect(await said(handler(webhook(delivery(11), { headers: { 'content-encoding': 'Identity' } })))).toEqual([
      200,
      { reply: 'Recorded' },
    ])
  })
})

describe('what should come again is answered with 429 and Retry-After', () => {
  test.each(['StoreFull', 'OutcomeUnknown', 'ReadOnly', 'StoreClosed'] as const)(
    'where the ledger says %s',
    async (_tag) => {
      const { handler, log } = receiving({
        ledger: { ingest: () => Promise.resolve(left({ _tag, retryable: true, reason: 'x' } as never)) },
        retryAfterSeconds: 3,
      })
      const answer = await handler(webhook(delivery(1)))
      expect(answer.headers.get('retry-after')).toBe('3')
      expect(await said(answer)).toEqual([429, { reply: 'TryAgain', reason: 'store', error: _tag }])
      expect(log).toEqual([{ level: 'warn', code: 'webhook-try-again', reason: 'store', error: _tag }])
    },
  )

  test('where the ledger rejects or throws, as none may', async () => {
    const unknown = [429, { reply: 'TryAgain', reason: 'store', error: 'OutcomeUnknown' }]
    const rejecting = receiving({ ledger: { ingest: () => Promise.reject(new Error('out of order')) } })
    expect(await said(rejecting.handler(webhook(delivery(1))))).toEqual(unknown)
    const throwing = (): never => {
      throw new Error('out of order')
    }
    expect(await said(receiving({ ledger: { ingest: throwing } }).handler(webhook(delivery(1))))).toEqual(unknown)
  })

  test('where the quarantine is full, and again 200 when there is room', async () => {
    const { handler, ledger } = receiving({}, { quarantine: { maxEntries: 1 } })
    expect(await said(handler(webhook('{1')))).toMatchObject([200, { reply: 'Quarantined' }])
    expect(await said(handler(webhook('{2')))).toEqual([
      429,
      { reply: 'TryAgain', reason: 'store', error: 'StoreFull' },
    ])
    const listed = await ledger.quarantine.list()
    if (listed._tag === 'Right')
      expect(await ledger.quarantine.discard(listed.right.items[0]?.id ?? '')).toMatchObject({ right: true })
    expect(await said(handler(webhook('{2')))).toMatchObject([200, { reply: 'Quarantined' }])
  })

  test('where the body is slow, broken off, or shorter than it was announced', async () => {
    const { handler, ledger } = receiving({ deadlineMs: 5 })
    const half = [bytes(delivery(1).slice(0, 90))]
    const again = (reason: string) => [429, { reply: 'TryAgain', reason }]
    expect(await said(handler(webhook(streamed(half, 'stalls'))))).toEqual(again('slow'))
    expect(await said(handler(webhook(streamed(half, 'breaks'))))).toEqual(again('interrupted'))
    const announced = { headers: { 'content-length': '400' } }
    expect(await said(handler(webhook(streamed(half), announced)))).toEqual(again('interrupted'))
    expect(await said(handler(webhook(streamed(['text'] as never))))).toEqual(again('interrupted'))
    expect(await ledger.quarantine.list()).toMatchObject({ right: { items: [] } })
  })

  test('where a server hands in what throws', async () => {
    const { handler } = receiving({ authenticate: () => true })
    const head = { method: 'POST', url: '/', headers: new Headers() }
    const thrown = (): never => {
      throw new Error('out of order')
    }
    expect(await handler.receive(head, thrown)).toMatchObject({ status: 429 })
    expect(
      await handler.receive({ ...head, url: '/', headers: undefined as unknown as Headers }, thrown),
    ).toMatchObject({ status: 429 })
    await handler.close()
  })
})

describe('what is none of the platform, or too large', () => {
  test('is answered by its status, with what HTTP wants said', async () => {
    const { handler, log } = receiving({ maxBytes: 1000 })
    const get = await handler(new Request('http://localhost/webhooks'))
    expect([get.headers.get('allow'), await said(get)]).toEqual(['POST, PUT', [405, { reply: 'MethodNotAllowed' }]])
    const stranger = await handler(webhook(delivery(1), { headers: { 'x-webhook-key': 'x' } }))
    expect([stranger.headers.get('www-authenticate'), await said(stranger)]).toEqual([
      'Static-Header',
      [401, { reply: 'Unauthorized' }],
    ])
    const refused = [413, { reply: 'Refused', reason: 'too-large', maxBytes: 1000 }]
    expect(await said(handler(webhook('x'.repeat(1001))))).toEqual(refused)
    const announced = webhook(streamed([], 'stalls'), { headers: { 'content-length': '1001' } })
    expect(await said(handler(announced))).toEqual(refused)
    expect(announced.bodyUsed).toBe(false)
    expect(handler.counts()).toMatchObject({ MethodNotAllowed: 1, Unauthorized: 1, Refused: 2 })
    expect(log).toHaveLength(4)
  })

  test('is refused by the ledger where the handler lets it through', async () => {
    const { handler, ledger } = receiving()
    const large = () => handler(webhook(streamed(Array.from({ length: 17 }, () => new Uint8Array(65_536)))))
    expect(await said(large())).toEqual([413, { reply: 'Refused', reason: 'too-large', maxBytes: 1_048_576 }])
    const receipt = { _tag: 'Refused', reason: 'too-large', maxBytes: 9 } as const
    const other = receiving({ ledger: { ingest: async () => ({ _tag: 'Right', right: receipt }) } })
    expect(await said(other.handler(webhook('x')))).toMatchObject([413, { maxBytes: 9 }])
    expect(ledger.ingestCounters()).toMatchObject({ ignored: 0, refused: 0 })
  })
})
