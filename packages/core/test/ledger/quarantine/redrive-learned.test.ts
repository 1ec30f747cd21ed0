import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { body, broken, key } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

/** The entry as a release wrote it whose decoder could not read this body: a row that stays readable for ever. */
const entryOfEarlierDecoder = (text: string) => {
  const bytes = new TextEncoder().encode(text)
  const issues = JSON.stringify([{ kind: 'invalid', path: 'data.newField', expected: 'what was known then' }])
  const facts = { reason: 'undecodable', issues, bytes: bytes.byteLength, claimedOrgId: key.orgId }
  return {
    stream: entryId(bytes),
    expected: 'any',
    event: { id: 'quarantined', type: 'quarantined', occurredAt: 1, schema: 1, facts, body: bytes },
  } as const
}

describe.each(storeKinds)('a decoder that has learned, over $name', ({ open }) => {
  test('redrives what an earlier one could not read, and leaves what is still unreadable', async () => {
    const store = open()
    await orThrow(store.append('quarantine', [entryOfEarlierDecoder(body()), entryOfEarlierDecoder(broken())]))
    const { ledger } = ledgerOver(store)
    expect(await orThrow(ledger.quarantine.redriveAll())).toEqual({ tried: 2, redriven: 1, stillQuarantined: 1 })
    expect(await orThrow(ledger.membership(key))).toMatchObject({ events: 1 })
    expect((await orThrow(ledger.quarantine.list({ status: 'open' }))).items).toHaveLength(1)
  })
})
