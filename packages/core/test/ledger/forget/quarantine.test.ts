import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { broken } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { person, quarantinedBodies, storedIn, until } from './people.js'

const idOf = (text: string): string => entryId(new TextEncoder().encode(text))

const escaped = (text: string): string =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

const email = 'c1@example.com'

const ofThePerson = [
  broken(`{"customerId":${person.customerId}`),
  broken(`{"customerId":"${escaped(String(person.customerId))}"`),
  broken(`{"email":"${email}"`),
  broken(`{"email":"${escaped(email)}"`),
  broken(`{"mobile":"+1 555 0000001"`),
]

const ofOthers = [
  broken(`{"customerId":${person.customerId}0`),
  broken(`{"customerId":1${person.customerId}`),
  broken('{"email":"c2@example.com"'),
]

describe.each(storeKinds)('the quarantine after a forgetting over $name', ({ open }) => {
  test('has lost the entries in which the customer id or another text is found', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [...ofThePerson, ...ofOthers])
    const receipt = await orThrow(ledger.forget(person, { until, alsoMatching: [email, '555 0000001'] }))
    expect(receipt.quarantineEntries).toBe(ofThePerson.length)
    const entries = await entriesOf(ledger)
    const idsThatAre = (status: string): readonly string[] =>
      entries.filter((entry) => entry.status === status).map(({ id }) => id)
    expect(idsThatAre('discarded')).toEqual(ofThePerson.map(idOf))
    expect(idsThatAre('open')).toEqual(ofOthers.map(idOf))
    expect(await quarantinedBodies(store)).toBe(ofOthers.length)
    const [mark] = (await storedIn(store, idOf(ofThePerson[0] ?? ''), 'quarantine')).slice(-1)
    expect(mark).toMatchObject({ id: 'discarded', facts: { by: 'forget' } })
  })

  test('brings nothing back when such a body comes again', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, ofThePerson.slice(0, 2))
    await orThrow(ledger.forget(person, { until }))
    await ingestAll(ledger, ofThePerson.slice(0, 2))
    expect(await quarantinedBodies(store)).toBe(0)
    expect((await entriesOf(ledger)).map(({ status, deliveries }) => [status, deliveries])).toEqual([
      ['discarded', 2],
      ['discarded', 2],
    ])
  })

  test('has lost also a body that was noted before it was kept', async () => {
    const store = open()
    const unknown = JSON.stringify({ eventName: 'somethingElse', customerId: person.customerId })
    await ingestAll(ledgerOver(store, { unknownEvents: 'note' }).ledger, [unknown])
    const { ledger } = ledgerOver(store, { unknownEvents: 'quarantine' })
    await ingestAll(ledger, [unknown])
    expect(await quarantinedBodies(store)).toBe(1)
    expect(await orThrow(ledger.forget(person, { until }))).toMatchObject({ quarantineEntries: 1 })
    expect(await quarantinedBodies(store)).toBe(0)
  })

  test('counts only what it took: a second forgetting finds nothing more', async () => {
    const { ledger } = ledgerOver(open())
    await ingestAll(ledger, ofThePerson)
    await orThrow(ledger.forget(person, { until, alsoMatching: [email] }))
    expect(await orThrow(ledger.forget(person, { until, alsoMatching: [email] }))).toMatchObject({
      quarantineEntries: 0,
    })
  })
})
