import { orThrow } from '@partner-ledger/core'
import { left, storeFull } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { body, broken, now, numbered } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { positionsOf, storeKinds } from '../stores.js'

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

  test('full of unknown events it counts them, and takes every other body', async () => {
    const { ledger, log } = ledgerOver(open(), { quarantine: { maxUnknownEntries: 1 } })
    const unknown = (id: number): string => body({ name: 'pointsAdded', root: { eventId: `u-${id}` } })
    expect(await orThrow(ledger.ingest(unknown(1)))).toMatchObject({ _tag: 'Quarantined' })
    expect(await orThrow(ledger.ingest(unknown(2)))).toEqual({ _tag: 'Ignored', reason: 'unknown-event' })
    expect(await orThrow(ledger.ingest(unknown(1)))).toMatchObject({ _tag: 'Quarantined', again: true })
    expect(await orThrow(ledger.ingest(broken()))).toMatchObject({ _tag: 'Quarantined', reason: 'undecodable' })
    const summary = await orThrow(ledger.ingestMany([numbered(1), unknown(3), broken('2'), numbered(2)]))
    expect(summary).toMatchObject({ recorded: 2, ignored: 1, quarantined: 1 })
    expect(ledger.ingestCounters()).toMatchObject({ ignored: 2, unknownEvents: { pointsAdded: 4 } })
    expect(log.filter(({ code }) => code === 'unknown-event')).toHaveLength(1)
  })

  test('full of other bodies it takes unknown events', async () => {
    const { ledger } = ledgerOver(open(), { quarantine: { maxEntries: 0 } })
    expect(await ledger.ingest(broken())).toEqual(left(storeFull))
    expect(await orThrow(ledger.ingest(body({ name: 'pointsAdded' })))).toMatchObject({ _tag: 'Quarantined' })
  })

  test('it says once that it is filled to 80 %, and once that it is full', async () => {
    const { ledger, log } = ledgerOver(open(), { quarantine: { maxEntries: 5 } })
    await ingestAll(ledger, ['1', '2', '3'].map(broken))
    expect(log).toEqual([])
    await ingestAll(ledger, ['4', '5'].map(broken))
    expect(log).toMatchObject([{ level: 'warn', code: 'quarantine-filling', entries: 3, maxEntries: 5 }])
    for (const mark of ['6', '7']) expect(await ledger.ingest(broken(mark))).toEqual(left(storeFull))
    expect(log.slice(1)).toMatchObject([{ level: 'error', code: 'quarantine-full', entries: 5 }])
  })

  test('an entry that grows old makes room, and its body goes', async () => {
    let time = now
    const clock = (): number => time
    const store = open({ clock })
    const { ledger } = ledgerOver(store, { clock, quarantine: { maxEntries: 1, discardAfterDays: 1 } })
    await orThrow(ledger.ingest(broken('1')))
    time += 86_400_000
    expect(await ledger.ingest(broken('2'))).toEqual(left(storeFull))
    time += 1
    expect(await orThrow(ledger.ingest(broken('2')))).toMatchObject({ _tag: 'Quarantined' })
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'discarded' }, { status: 'open' }])
    const [position = 0] = await positionsOf(store, 'quarantine')
    expect(await orThrow(store.body('quarantine', position))).toBeUndefined()
  })
})
