import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { valuesOf } from '../src/header-values.js'
import { orgsByHeader } from '../src/orgs.js'
import { staticHeaders } from '../src/static-headers.js'
import { delivery, key, receiving, said, webhook } from './webhooks.js'

const value = fc
  .string({ unit: fc.constantFrom('a', 'b', ',', ' '), minLength: 1, maxLength: 6 })
  .filter((text) => text.trim() === text)

test('equal copies of a header, joined by commas, are one value', () => {
  const joined = fc.constantFrom(', ', ',', ' , ')
  const isOne = fc.property(value, fc.integer({ min: 1, max: 5 }), joined, (text, copies, join) => {
    expect(valuesOf(Array(copies).fill(text).join(join))).toContain(text)
  })
  fc.assert(isOne, { numRuns: 1000 })
})

test('a header stands for nothing that it does not consist of', () => {
  const consists = fc.property(value, (header) => {
    const compact = (text: string): string => text.replace(/ *, */g, ',')
    for (const each of valuesOf(header)) {
      const copies = [1, 2, 3, 4, 5, 6, 7].map((count) => compact(Array(count).fill(each).join(',')))
      expect(copies).toContain(compact(header))
    }
  })
  fc.assert(consists, { numRuns: 1000 })
})

describe('a key that a proxy doubled', () => {
  const check = staticHeaders({ 'x-key': ['secret', 'a, b'] })
  const isIn = (header: string) => check({ method: 'POST', url: '/', headers: new Headers({ 'x-key': header }) })

  test.each(['secret', 'secret, secret', 'secret,secret', 'secret, secret, secret', 'a, b', 'a, b, a, b'])(
    'counts as one: %s',
    (header) => {
      expect(isIn(header)).toBe(true)
    },
  )

  test.each([
    'secret, Secret',
    'secret, ',
    ', secret',
    'secret, a, b',
    'a, a',
    'secret; secret',
    'secretsecret',
    ',',
    '',
  ])('is none where the copies are not equal: %j', (header) => {
    expect(isIn(header)).toBe(false)
  })

  test('is let in, and a header of organisations counts as one too', async () => {
    const { handler } = receiving({ allowedOrgs: orgsByHeader('x-org', { india: [50191] }) })
    const headers = { 'x-webhook-key': `${key}, ${key}`, 'x-org': 'india, india' }
    expect(await said(handler(webhook(delivery(1), { headers })))).toEqual([200, { reply: 'Recorded' }])
  })
})

describe('a stranger', () => {
  const wrong = { headers: { 'x-webhook-key': 'a guess' } }

  test('is answered with 401, or with 429 where the host wants that, and counted in either case', async () => {
    for (const [options, status, retryAfter] of [
      [{}, 401, null],
      [{ onStranger: 401 as const }, 401, null],
      [{ onStranger: 429 as const }, 429, '10'],
    ] as const) {
      const { handler, log } = receiving(options)
      const answer = await handler(webhook(delivery(1), wrong))
      expect(answer.headers.get('retry-after')).toBe(retryAfter)
      expect(answer.headers.has('www-authenticate')).toBe(status === 401)
      expect(await said(answer)).toEqual([status, { reply: 'Unauthorized' }])
      expect(handler.counts()).toMatchObject({ Unauthorized: 1, TryAgain: 0 })
      expect(log).toEqual([{ level: 'warn', code: 'webhook-not-taken', reply: 'Unauthorized' }])
    }
  })

  test('is answered with no other status', () => {
    expect(() => receiving({ onStranger: 403 as never })).toThrow(/^InvalidOption: .* `onStranger` must be either/)
  })
})
