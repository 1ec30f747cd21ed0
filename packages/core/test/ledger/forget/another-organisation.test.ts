import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { body, broken } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const theirs = (stated: Parameters<typeof body>[0]): string =>
  body({ root: { eventId: 'e-9', orgId: 2 }, customer: { customerId: 777_000_777 }, ...stated }).replace(
    /"createdAt":\d+/,
    '"createdAt":"never"',
  )

/** Each is a body of organisation 2 that holds the number by which organisation 1 knows a customer of its own. */
const bodies: Readonly<Record<string, readonly [text: string, customerId: number]>> = {
  'the id of a program': [theirs({}), 855],
  'a tier': [theirs({ details: { partnerTierNumber: 1 } }), 1],
  'the day of a date': [theirs({ details: { partnerTierExpiryDate: '2027-10-05' } }), 10],
  'the same customer id': [theirs({}), 777_000_777],
  'an organisation as text': [theirs({}).replace('"orgId":2', '"orgId":"2"'), 777_000_777],
  'a body that was cut off': [theirs({}).slice(0, -20), 777_000_777],
  'a body in UTF-16': [theirs({}), 777_000_777],
}

describe.each(storeKinds)('the quarantined body of another organisation, over $name', ({ open }) => {
  test.each(Object.entries(bodies))('stays whole, though it holds %s', async (name, [text, customerId]) => {
    const { ledger } = ledgerOver(open())
    const given = name.includes('UTF-16') ? Buffer.from(text, 'utf16le') : text
    const first = await orThrow(ledger.ingest(given))
    expect(first).toMatchObject({ _tag: 'Quarantined', reason: 'undecodable' })
    expect(await orThrow(ledger.forget({ orgId: 1, customerId }))).toMatchObject({ quarantineEntries: 0 })
    expect(await orThrow(ledger.ingest(given))).toMatchObject({ _tag: 'Quarantined', again: true })
    const [entry] = await entriesOf(ledger)
    expect(entry).toMatchObject({ status: 'open', claimedOrgId: 2 })
    const kept = (await orThrow(ledger.quarantine.show(entry?.id ?? '')))?.body
    expect(Buffer.from(kept ?? [])).toEqual(Buffer.from(given))
  })

  test('goes where its own organisation forgets the customer, and not where others hold a number of theirs', async () => {
    const { ledger } = ledgerOver(open())
    await ingestAll(
      ledger,
      Object.values(bodies)
        .map(([text]) => text)
        .slice(0, 3),
    )
    expect(await orThrow(ledger.forget({ orgId: 2, customerId: 855 }))).toMatchObject({ quarantineEntries: 0 })
    expect(await orThrow(ledger.forget({ orgId: 2, customerId: 777_000_777 }))).toMatchObject({ quarantineEntries: 3 })
  })

  test('without any claim is told by the organisations of its senders, if by anything', async () => {
    const { ledger } = ledgerOver(open())
    const text = broken('{"customerId":777000777')
    await orThrow(ledger.ingest(text, { allowedOrgs: [2] }))
    expect(await orThrow(ledger.forget({ orgId: 1, customerId: 777_000_777 }))).toMatchObject({ quarantineEntries: 0 })
    await orThrow(ledger.ingest(text, { allowedOrgs: [1] }))
    expect((await entriesOf(ledger))[0]?.allowedOrgs).toEqual([2, 1])
    expect(await orThrow(ledger.forget({ orgId: 1, customerId: 777_000_777 }))).toMatchObject({ quarantineEntries: 1 })
  })
})
