import { orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { body, key } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { tenant } from './people.js'

test('more than 10,000 memberships of a person are forgotten, and those of a longer id are not', async () => {
  const store = memoryStore()
  const { ledger } = ledgerOver(store)
  const most = 10_500
  const longer = Number(`${key.customerId}1`)
  const bodyOf = (partnerProgramId: number, customerId = key.customerId): string =>
    body({ root: { eventId: `e-${partnerProgramId}` }, data: { partnerProgramId }, customer: { customerId } })
  const bodies = function* (): Generator<string> {
    for (let id = 1; id <= most; id += 1) yield bodyOf(id)
    yield bodyOf(1, longer)
  }
  await orThrow(ledger.ingestMany(bodies()))
  const receipt = await orThrow(ledger.forget({ orgId: key.orgId, customerId: key.customerId }))
  expect(receipt).toMatchObject({ memberships: most, events: most, bodies: most })
  const kept: number[] = []
  for (let after = 0, more = true; more; ) {
    const page = await orThrow(store.readAll(tenant, after, 10_000))
    for (const { position, personal } of page.events) if (personal !== undefined) kept.push(position)
    after = page.events.at(-1)?.position ?? after
    more = page.more
  }
  expect(kept).toEqual([most + 1])
})
