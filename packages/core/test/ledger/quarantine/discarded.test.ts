import { describe, expect, test } from 'vitest'

import { orThrow } from '../../../src/ledger/or-throw.js'
import { broken, key, now } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const day = 86_400_000

describe.each(storeKinds)('a body that comes again after it was discarded, over $name', ({ open }) => {
  test('by the host is kept whole again, and counted from then on', async () => {
    const { ledger } = ledgerOver(open())
    await orThrow(ledger.ingest(broken()))
    const [first] = await entriesOf(ledger)
    await orThrow(ledger.quarantine.discard(first?.id ?? ''))
    const [again] = await ingestAll(ledger, [broken(), broken()])
    expect(again).toMatchObject({ _tag: 'Quarantined', entry: `${first?.id ?? ''}.2` })
    expect(await entriesOf(ledger)).toMatchObject([
      { status: 'discarded', discardedBy: 'host', deliveries: 1 },
      { status: 'open', deliveries: 2 },
    ])
    const shown = await orThrow(ledger.quarantine.show(`${first?.id ?? ''}.2`))
    expect(new TextDecoder().decode(shown?.body)).toBe(broken())
  })

  test('by its age is kept whole again', async () => {
    let time = now
    const store = open({ clock: () => time })
    const { ledger } = ledgerOver(store, { clock: () => time })
    await orThrow(ledger.ingest(broken()))
    time += 31 * day
    await orThrow(ledger.ingest(broken()))
    expect(await entriesOf(ledger)).toMatchObject([{ discardedBy: 'age' }, { status: 'open', receivedAt: time }])
  })

  test('by a forgetting is counted, and never kept again', async () => {
    const { ledger } = ledgerOver(open())
    const body = `${broken()} ${key.customerId} `
    await orThrow(ledger.ingest(body))
    await orThrow(ledger.forget(key))
    await orThrow(ledger.ingest(body))
    const entries = await entriesOf(ledger)
    expect(entries).toMatchObject([{ status: 'discarded', discardedBy: 'forget', deliveries: 2 }])
    expect(await orThrow(ledger.quarantine.show(entries[0]?.id ?? ''))).not.toHaveProperty('body')
  })
})
