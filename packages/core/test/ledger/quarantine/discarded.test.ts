import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { body, broken, key, now } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const day = 86_400_000

describe.each(storeKinds)('a body that comes again after it was discarded, over $name', ({ open }) => {
  test('by the host stays so, and is counted', async () => {
    const { ledger } = ledgerOver(open())
    await orThrow(ledger.ingest(broken()))
    const [first] = await entriesOf(ledger)
    await orThrow(ledger.quarantine.discard(first?.id ?? ''))
    const [again] = await ingestAll(ledger, [broken(), broken()])
    expect(again).toMatchObject({ _tag: 'Quarantined', entry: first?.id, again: true })
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'discarded', discardedBy: 'host', deliveries: 3 }])
  })

  test('and redriven under another id by the host stays redriven', async () => {
    const { ledger } = ledgerOver(open())
    const other = body({ data: { partnerProgramName: 'Riders' } })
    const [, first] = await ingestAll(ledger, [body(), other])
    const entry = first?._tag === 'Quarantined' ? first.entry : ''
    await orThrow(ledger.quarantine.redrive(entry, { eventId: 'e-1b' }))
    expect(await orThrow(ledger.ingest(other))).toMatchObject({ _tag: 'Quarantined', entry, again: true })
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'redriven', deliveries: 2 }])
  })

  test('by its age is opened again, whole', async () => {
    let time = now
    const store = open({ clock: () => time })
    const { ledger } = ledgerOver(store, { clock: () => time, quarantine: { discardAfterDays: 30 } })
    await orThrow(ledger.ingest(broken()))
    time += 31 * day
    await orThrow(ledger.ingest(broken()))
    expect(await entriesOf(ledger)).toMatchObject([{ discardedBy: 'age' }, { status: 'open', receivedAt: time }])
  })

  test('by a forgetting is counted, and never kept again', async () => {
    const { ledger } = ledgerOver(open())
    const given = `${broken()} ${key.customerId} `
    await orThrow(ledger.ingest(given))
    await orThrow(ledger.forget(key))
    await orThrow(ledger.ingest(given))
    const entries = await entriesOf(ledger)
    expect(entries).toMatchObject([{ status: 'discarded', discardedBy: 'forget', deliveries: 2 }])
    expect(await orThrow(ledger.quarantine.show(entries[0]?.id ?? ''))).not.toHaveProperty('body')
  })
})
