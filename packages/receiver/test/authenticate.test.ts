import { describe, expect, test } from 'vitest'

import type { Authenticate } from '../src/authenticate.js'
import type { OrgsOf } from '../src/orgs.js'
import { staticHeaders } from '../src/static-headers.js'
import { delivery, receiving, said, streamed, webhook } from './webhooks.js'

const head = (headers: Readonly<Record<string, string>>) => ({
  method: 'POST',
  url: '/',
  headers: new Headers(headers),
})

describe('static headers', () => {
  const check = staticHeaders({ 'X-Key': ['one value', 'next'], authorization: ['Basic abc'] })
  const authorization = 'Basic abc'

  test('let in who has each of them, with any of its values', () => {
    expect(check(head({ 'x-key': 'one value', authorization }))).toBe(true)
    expect(check(head({ 'x-key': 'next', authorization }))).toBe(true)
    expect(check(head({ 'x-key': '  next  ', authorization }))).toBe(true)
  })

  test.each<Readonly<Record<string, string>>>([
    {},
    { authorization },
    { 'x-key': 'next' },
    { 'x-key': '', authorization },
    { 'x-key': 'nex', authorization },
    { 'x-key': 'next1', authorization },
    { 'x-key': 'Next', authorization },
    { 'x-key': 'one value, next', authorization },
    { 'x-key': authorization, authorization: 'next' },
  ])('keep out who has not, %#', (headers) => {
    expect(check(head(headers))).toBe(false)
  })

  test('are not fooled by a header that is sent twice', () => {
    const twice = head({ authorization })
    twice.headers.append('x-key', 'x')
    twice.headers.append('x-key', 'next')
    expect(check(twice)).toBe(false)
  })
})

/** A handler that lets nobody in before it was asked, and a body that tells whether it was read. */
const replyOf = async (
  authenticate: Authenticate,
  allowedOrgs?: OrgsOf,
): Promise<readonly [number, unknown, boolean]> => {
  const { handler } = receiving({ authenticate, deadlineMs: 20, ...(allowedOrgs === undefined ? {} : { allowedOrgs }) })
  const request = webhook(streamed([new TextEncoder().encode(delivery(1))]))
  return [...(await said(handler(request))), request.bodyUsed]
}

const fail = (): never => {
  throw new Error('the directory is away')
}

describe('a check of the host', () => {
  test('lets in, at once or later', async () => {
    expect(await replyOf(() => true)).toEqual([200, { reply: 'Recorded' }, true])
    expect(await replyOf(async () => true)).toEqual([200, { reply: 'Recorded' }, true])
  })

  test.each<unknown>([false, undefined, null, 1, 'yes'])(
    'keeps out by anything but a verdict, and nothing is read: %j',
    async (verdict) => {
      expect(await replyOf(() => verdict as boolean)).toEqual([401, { reply: 'Unauthorized' }, false])
    },
  )

  test('that fails, or binds to what is no organisation, is a matter of trying again', async () => {
    const unchecked = [429, { reply: 'TryAgain', reason: 'unchecked' }, false]
    expect(await replyOf(fail)).toEqual(unchecked)
    expect(await replyOf(async () => fail())).toEqual(unchecked)
    expect(await replyOf(() => ({}) as never)).toEqual(unchecked)
    expect(await replyOf(() => ({ orgIds: ['1'] }) as never)).toEqual(unchecked)
    expect(await replyOf(() => true, fail)).toEqual(unchecked)
    expect(
      await replyOf(
        () => true,
        () => 5 as never,
      ),
    ).toEqual(unchecked)
  })

  test('that says nothing is waited for until the deadline', async () => {
    expect(await replyOf(() => new Promise(() => {}))).toEqual([429, { reply: 'TryAgain', reason: 'slow' }, false])
  })

  test('sees the head and cannot reach the body', async () => {
    let seen: unknown
    await replyOf((given) => {
      seen = given
      return true
    })
    expect(Object.keys(seen as object).sort()).toEqual(['headers', 'method', 'url'])
  })

  test('binds to organisations, within those that the request is bound to', async () => {
    const recorded = [200, { reply: 'Recorded' }, true]
    const foreign = [200, { reply: 'Quarantined', reason: 'foreign-org' }, true]
    expect(await replyOf(() => ({ orgIds: [50191] }))).toEqual(recorded)
    expect(await replyOf(() => ({ orgIds: [7] }))).toEqual(foreign)
    expect(
      await replyOf(
        () => ({ orgIds: [7, 50191] }),
        () => [50191, 8],
      ),
    ).toEqual(recorded)
    expect(
      await replyOf(
        () => ({ orgIds: [7, 50191] }),
        () => [7, 8],
      ),
    ).toEqual(foreign)
    expect(
      await replyOf(
        () => true,
        () => [],
      ),
    ).toEqual(foreign)
  })
})
