import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { body, delivery, key, reversedKeys, type Stated, wrapped } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver, wordFor } from '../ledgers.js'
import { denseStoreKinds } from '../stores.js'

const linked = delivery()
const updated: Stated = { name: 'partnerProgramUpdated', data: { updateType: 'RENEW' } }
const reminder: Stated = {
  name: 'supplementaryMembershipExpiryReminder',
  data: { scheduledExpiryDate: '2027-01-01', customerPartnerProgramDetails: undefined },
}

const harmless: Readonly<Record<string, readonly [first: string, again: string]>> = {
  'the same bytes': [body(), body()],
  'another dispatch time': [wrapped(), wrapped().replace('1700000000000', '1700000009999')],
  'trace attributes': [body(), body({ root: { traceAttributes: { traceId: 't' }, eventLogId: -1 } })],
  'enriched identifiers': [body(), body({ customer: { firstName: 'Ada', line: { accounts: [{ accountId: 'a1' }] } } })],
  'another order of keys': [body(), JSON.stringify(reversedKeys(linked))],
  'white space': [body(), JSON.stringify(linked, null, 2)],
  'the other envelope': [body(), wrapped()],
  'the other envelope, first wrapped': [wrapped(), body()],
  'another membership number, which is personal': [body(), body({ details: { membershipNumber: '999' } })],
  'other correlation ids': [body(), body({ root: { refId: 'other', apiRequestId: 'other' } })],
  'another entity, which only informs': [
    body(),
    body({ data: { entityInformation: { entityType: 'USER', entityId: 9 } } }),
  ],
  'an instant that was not stated before': [body(), body({ details: { membershipExpiryDateInMillis: 5 } })],
  'a tier that is not stated again': [body(), body({ details: { partnerTierNumber: undefined } })],
  'a date with a time': [body(), body({ details: { partnerTierExpiryDate: ' 2027-06-29 00:00:00' } })],
  'a date that is no date any more': [body(), body({ details: { partnerTierExpiryDate: 'soon' } })],
  'an update type that is not stated again': [body(updated), body({ name: updated.name ?? '' })],
  'a derived id': [body({ root: { eventId: undefined } }), wrapped({ root: { eventId: null } })],
}

const mismatches: Readonly<Record<string, readonly [first: string, again: string]>> = {
  type: [body(), body({ name: 'partnerProgramDelinked' })],
  occurredAt: [body(), body({ root: { createdAt: 1_622_457_292_027 } })],
  partnerProgramName: [body(), body({ data: { partnerProgramName: 'Drivers' } })],
  partnerProgramType: [body(), body({ data: { partnerProgramType: 'SUPPLEMENTARY' } })],
  partnerTierNumber: [body(), body({ details: { partnerTierNumber: 3 } })],
  partnerTierExpiryDate: [body(), body({ details: { partnerTierExpiryDate: '2027-06-30' } })],
  partnerTierExpiryDateInMillis: [
    body({ details: { partnerTierExpiryDateInMillis: 1 } }),
    body({ details: { partnerTierExpiryDateInMillis: 2 } }),
  ],
  membershipExpiryDate: [
    body({ details: { membershipExpiryDate: '2027-01-01' } }),
    body({ details: { membershipExpiryDate: '2027-01-02' } }),
  ],
  membershipExpiryDateInMillis: [
    body({ details: { membershipExpiryDateInMillis: 0 } }),
    body({ details: { membershipExpiryDateInMillis: 5 } }),
  ],
  updateType: [body(updated), body({ ...updated, data: { updateType: 'UPGRADE' } })],
  scheduledExpiryDate: [
    body(reminder),
    body({ ...reminder, data: { ...reminder.data, scheduledExpiryDate: '2027-01-02' } }),
  ],
}

describe.each(denseStoreKinds)('the same event id over $name', ({ open }) => {
  test.each(Object.entries(harmless))('%s is a duplicate', async (_, [first, again]) => {
    const { ledger } = ledgerOver(open())
    const [recorded, duplicate] = await ingestAll(ledger, [first, again])
    expect(recorded).toMatchObject({ _tag: 'Recorded', position: 1 })
    expect(duplicate).toMatchObject({ _tag: 'Duplicate', position: 1, version: 1 })
    expect(await orThrow(ledger.events(key))).toHaveLength(1)
    expect(await entriesOf(ledger)).toEqual([])
  })

  test.each(Object.entries(mismatches))(
    'with another %s is a mismatch, either way round',
    async (_, [first, again]) => {
      for (const bodies of [
        [first, again],
        [again, first],
      ]) {
        const { ledger } = ledgerOver(open())
        const receipts = await ingestAll(ledger, bodies)
        expect(receipts.map(wordFor)).toEqual(['Recorded', 'Quarantined mismatch'])
        const [entry] = await entriesOf(ledger)
        expect(entry).toMatchObject({ reason: 'mismatch', issues: [], status: 'open' })
        const shown = await orThrow(ledger.quarantine.show(entry?.id ?? ''))
        expect(new TextDecoder().decode(shown?.body)).toBe(bodies[1])
        expect(await orThrow(ledger.events(key))).toHaveLength(1)
      }
    },
  )

  test.each([
    ['a tier', 'partnerTierNumber'],
    ['the end of a tier', 'partnerTierExpiryDate'],
  ])('that says more, %s, is a mismatch', async (_, field) => {
    const { ledger } = ledgerOver(open())
    const receipts = await ingestAll(ledger, [body({ details: { [field]: undefined } }), body()])
    expect(receipts.map(wordFor)).toEqual(['Recorded', 'Quarantined mismatch'])
  })

  test('the same id of another customer is another fact', async () => {
    const { ledger } = ledgerOver(open())
    const receipts = await ingestAll(ledger, [body(), body({ customer: { customerId: 7 } })])
    expect(receipts.map(wordFor)).toEqual(['Recorded', 'Recorded'])
  })

  test('a fact without an id that differs in what the fold reads is another fact', async () => {
    const { ledger } = ledgerOver(open())
    const unnamed = { root: { eventId: undefined } }
    const receipts = await ingestAll(ledger, [body(unnamed), body({ ...unnamed, details: { partnerTierNumber: 3 } })])
    expect(receipts.map(wordFor)).toEqual(['Recorded', 'Recorded'])
  })
})
