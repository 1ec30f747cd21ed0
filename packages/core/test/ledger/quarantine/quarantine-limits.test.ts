import { left, storeFull } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { orThrow } from '../../../src/ledger/or-throw.js'
import { entryId } from '../../../src/ledger/quarantine/quarantine.js'
import { body, broken, now, numbered } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const idOf = (text: string): string => entryId(new TextEncoder().encode(text))

describe.each(storeKinds)('the limits of the quarantine over $name', ({ open }) => {
  test('full of entries it takes known bodies and facts, and no new body until there is room', async () => {
    const { ledger } = ledgerOver(open(), { quarantine: { maxEntries: 2 } })
    await ingestAll(ledger, [broken('1'), broken('2')])
    expect(await ledger.ingest(broken('3'))).toEqual(left(storeFull))
    expect(await orThrow(ledger.ingest(broken('2')))).toMatchObject({ _tag: 'Quarantined' })
    expect(await orThrow(ledger.ingest(body()))).toMatchObject({ _tag: 'Recorded' })
    expect(await ledger.ingest(body({ details: { partnerTierNumber: 9 } }))).toEqual(left(storeFull))
    await orThrow(ledger.quarantine.discard(idOf(broken('1'))))
    expect(await orThrow(ledger.ingest(broken('3')))).toMatchObject({ _tag: 'Quarantined' })
    expect(await ledger.ingest(broken('4'))).toEqual(left(storeFull))
  })

  test('full of bytes it is full as well, to the byte', async () => {
    const maxBytes = broken('1').length + broken('22').length
    const { ledger } = ledgerOver(open(), { quarantine: { maxBytes } })
    await ingestAll(ledger, [broken('1'), broken('22')])
    expect(await ledger.ingest(broken('3'))).toEqual(left(storeFull))
    const roomier = ledgerOver(open(), { quarantine: { maxBytes: maxBytes + broken('3').length } }).ledger
    await ingestAll(roomier, [broken('1'), broken('22'), broken('3')])
    expect(await entriesOf(roomier)).toHaveLength(3)
  })

  test('full it only notes unknown events, which hold up nobody', async () => {
    const store = open()
    const { ledger } = ledgerOver(store, { quarantine: { maxEntries: 0 } })
    expect(await ledger.ingest(broken())).toEqual(left(storeFull))
    const receipt = await orThrow(ledger.ingest(body({ name: 'pointsAdded' })))
    expect(receipt).toEqual({ _tag: 'Ignored', reason: 'unknown-event' })
    expect(await orThrow(store.readAll('quarantine', 0, 10))).toMatchObject([
      { type: 'noted', facts: { eventName: 'pointsAdded' } },
    ])
    const summary = await orThrow(ledger.ingestMany([numbered(1), body({ name: 'pointsAdded' }), numbered(2)]))
    expect(summary).toMatchObject({ recorded: 2, ignored: 1 })
  })

  test('an entry that grows old makes room, and its body goes', async () => {
    let time = now
    const clock = (): number => time
    const store = open({ clock })
    const { ledger } = ledgerOver(store, { clock, quarantine: { maxEntries: 1, maxAgeMs: 1000 } })
    await orThrow(ledger.ingest(broken('1')))
    time += 999
    expect(await ledger.ingest(broken('2'))).toEqual(left(storeFull))
    time += 1
    expect(await orThrow(ledger.ingest(broken('2')))).toMatchObject({ _tag: 'Quarantined' })
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'discarded' }, { status: 'open' }])
    expect(await orThrow(store.body('quarantine', 1))).toBeUndefined()
  })
})
