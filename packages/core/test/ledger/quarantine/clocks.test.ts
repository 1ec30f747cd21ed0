import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { broken, now, numbered } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const day = 86_400_000

describe.each(storeKinds)('the clock of a ledger over $name', ({ open }) => {
  test('may jump by a year, and nothing is discarded that nobody asked to be', async () => {
    let time = now
    const { ledger } = ledgerOver(open(), { clock: () => time })
    await ingestAll(ledger, [broken('1')])
    time += 300 * day
    await ingestAll(ledger, [broken('2')])
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'open' }, { status: 'open' }])
  })

  test('discards nothing while it is more than a day ahead of the system, and tells of what it discards', async () => {
    let time = Date.now()
    const clock = (): number => time
    const { ledger, log } = ledgerOver(open({ clock }), { clock, quarantine: { discardAfterDays: 3 } })
    const heard: unknown[] = []
    ledger.on('discarded', (discarded) => void heard.push(discarded))
    time -= 10 * day
    await ingestAll(ledger, [broken('old')])
    time += 60 * day
    await ingestAll(ledger, [broken('2')])
    expect((await entriesOf(ledger)).map(({ status }) => status)).toEqual(['open', 'open'])
    time = Date.now()
    await ingestAll(ledger, [broken('3')])
    const entries = await entriesOf(ledger)
    expect(entries.map(({ discardedBy }) => discardedBy)).toEqual(['age', undefined, undefined])
    await ledger.close()
    const [old] = entries
    expect(heard).toEqual([{ entry: old?.id, receivedAt: old?.receivedAt }])
    expect(log).toContainEqual({
      level: 'warn',
      code: 'quarantine-discarded',
      entry: old?.id,
      receivedAt: old?.receivedAt,
    })
    expect(ledger.ingestCounters()).toMatchObject({ discarded: 1 })
  })

  test('may have fractions: bad bodies are quarantined like good ones are recorded', async () => {
    const { ledger } = ledgerOver(open(), { clock: () => now + 0.25 })
    expect(await orThrow(ledger.ingest(broken()))).toMatchObject({ _tag: 'Quarantined' })
    expect(await orThrow(ledger.forget({ orgId: 1, customerId: 2 }))).toMatchObject({ until: now })
  })

  test.each([NaN, Infinity, 1_700_000_000, '1700000000000', undefined])(
    'that returns %s later on is refused by name, until it is right again',
    async (wrong) => {
      let reading: unknown = now
      const { ledger } = ledgerOver(open(), { clock: () => reading as number })
      reading = wrong
      expect(await ledger.ingest(numbered(1))).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'clock' } })
      reading = now
      expect(await orThrow(ledger.ingest(numbered(1)))).toMatchObject({ _tag: 'Recorded' })
    },
  )

  test('that is more than a day ahead of log and system is warned of once, and never refused', async () => {
    const { ledger, log } = ledgerOver(open(), { clock: () => Date.now() + 2 * day })
    await ingestAll(ledger, [numbered(1), numbered(2)])
    expect(log).toMatchObject([{ level: 'warn', code: 'clock-ahead' }])
    const own = ledgerOver(open({ clock: () => Date.now() + 2 * day }), { clock: () => Date.now() + 2 * day })
    await ingestAll(own.ledger, [numbered(1)])
    expect(own.log).toEqual([])
  })
})
