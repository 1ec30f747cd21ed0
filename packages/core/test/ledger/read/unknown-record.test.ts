import { type Ledger, orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { membershipStream, tenantOf } from '../../../src/ledger/log/stream-names.js'
import { key, numbered } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { denseStoreKinds } from '../stores.js'

/** Everything that answers from the events of memberships. */
const answers: Readonly<Record<string, (ledger: Ledger) => Promise<unknown>>> = {
  membership: (ledger) => ledger.membership(key),
  events: (ledger) => ledger.events(key),
  timeline: (ledger) => ledger.timeline(key),
  memberships: (ledger) => ledger.memberships({ orgId: key.orgId }),
  count: (ledger) => ledger.count({ orgId: key.orgId }),
  replay: (ledger) => ledger.replay(key.orgId, { initial: 0, evolve: (n) => n + 1 }),
}

describe.each(denseStoreKinds)('an event of a type that a later release recorded, over $name', ({ open }) => {
  test.each(Object.keys(answers))('is Corrupt at its position for %s, never left out', async (name) => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(numbered(1)))
    const event = { id: 'later', type: 'partnerProgramPaused', occurredAt: 5, schema: 1, facts: { customerId: 1 } }
    await orThrow(store.append(tenantOf(key.orgId), [{ stream: membershipStream(key), expected: 'any', event }]))
    expect(await answers[name]?.(ledger)).toMatchObject({ left: { _tag: 'Corrupt', position: 2 } })
  })

  test('is no matter in a stream that is no membership', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(numbered(1)))
    const event = { id: 'later', type: 'noted', occurredAt: 5, schema: 1, facts: {} }
    await orThrow(store.append(tenantOf(key.orgId), [{ stream: 'notes', expected: 'any', event }]))
    for (const answer of Object.values(answers)) expect(await answer(ledger)).toMatchObject({ _tag: 'Right' })
  })
})
