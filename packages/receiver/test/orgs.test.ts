import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { orgsByHeader, orgsByPath } from '../src/orgs.js'
import { delivery, receiving, said, webhook } from './webhooks.js'

const foreign = [200, { reply: 'Quarantined', reason: 'foreign-org' }]
const recorded = [200, { reply: 'Recorded' }]

describe('organisations by path', () => {
  const table = { '/india': [1, 2], '/brazil': new Set([3]) }

  test.each<readonly [path: string, orgId: number, reply: readonly unknown[]]>([
    ['/india', 1, recorded],
    ['/india?x=/brazil', 2, recorded],
    ['/brazil', 3, recorded],
    ['/brazil', 1, foreign],
    ['/india', 3, foreign],
    ['/india/', 1, recorded],
    ['/india//', 1, foreign],
    ['/India', 1, foreign],
    ['/', 1, foreign],
    ['/__proto__', 1, foreign],
    ['/%69ndia', 1, foreign],
    ['/brazil%2F..%2Findia', 1, foreign],
  ])('%s speaks for %d, or its body is kept apart', async (path, orgId, reply) => {
    const { handler } = receiving({ allowedOrgs: orgsByPath(table) })
    expect(await said(handler(webhook(delivery(1, { orgId }), { path })))).toEqual(reply)
  })

  test('are asked of a server that knows path and query alone', () => {
    const orgsOf = orgsByPath(table)
    const orgs = (url: string) => [...orgsOf({ method: 'POST', url, headers: new Headers() })]
    expect([orgs('/india'), orgs('/brazil?a=1#b'), orgs('//'), orgs('')]).toEqual([[1, 2], [3], [], []])
  })
})

describe('organisations by header', () => {
  const allowedOrgs = orgsByHeader('X-Org', { india: [1], brazil: [3] })

  test.each<readonly [headers: Readonly<Record<string, string>>, orgId: number, reply: readonly unknown[]]>([
    [{ 'x-org': 'india' }, 1, recorded],
    [{ 'x-org': 'brazil' }, 1, foreign],
    [{ 'x-org': 'india, brazil' }, 1, foreign],
    [{}, 1, foreign],
  ])('%j and organisation %d', async (headers, orgId, reply) => {
    const { handler } = receiving({ allowedOrgs })
    expect(await said(handler(webhook(delivery(1, { orgId }), { headers })))).toEqual(reply)
  })

  test('hold also when the quarantine is tried again', async () => {
    const { handler, ledger } = receiving({ allowedOrgs })
    await handler(webhook(delivery(1, { orgId: 3 }), { headers: { 'x-org': 'india' } }))
    expect(await orThrow(ledger.quarantine.redriveAll())).toMatchObject({ tried: 1, redriven: 0 })
  })
})
