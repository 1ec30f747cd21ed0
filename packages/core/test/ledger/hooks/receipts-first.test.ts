import { type HookFailure, type HookName, orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { numbered } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

describe.each(storeKinds)('under load over $name', ({ open }) => {
  const names: readonly HookName[] = ['recorded', 'linked', 'relinked']

  test.each(['ingest', 'ingestMany'] as const)('no hook overtakes its receipt of %s', async (door) => {
    const { ledger } = ledgerOver(open())
    const received = new Set<string>()
    const early: string[] = []
    let told = 0
    for (const name of names)
      ledger.on(name, (payload) => {
        const { eventId } = (payload as { event?: { eventId: string } }).event ?? (payload as { eventId: string })
        told += 1
        if (!received.has(eventId)) early.push(`${name} ${eventId}`)
      })
    const receive = (eventId: string): void => void received.add(eventId)
    const bodies = Array.from({ length: 300 }, (_, index) => numbered(index))
    if (door === 'ingest')
      for (let from = 0; from < bodies.length; from += 20)
        await Promise.all(
          bodies.slice(from, from + 20).map(async (text, index) => {
            await orThrow(ledger.ingest(text))
            receive(`e-${from + index}`)
          }),
        )
    else await orThrow(ledger.ingestMany(bodies, { batch: 50, onReceipt: (_, index) => receive(`e-${index}`) }))
    await ledger.close()
    expect(early).toEqual([])
    expect(told).toBe(600)
  })

  test('what is told is frozen, and not the receipt of the caller', async () => {
    const { ledger } = ledgerOver(open())
    const told: object[] = []
    const failures: HookFailure[] = []
    ledger.on('error', (failure) => void failures.push(failure))
    ledger.on('recorded', (recorded) => void told.push(recorded, recorded.key))
    ledger.on('linked', (change) => void told.push(change, change.event, change.after.periods, change.transitions))
    const [receipt] = await ingestAll(ledger, [numbered(1)])
    if (receipt?._tag !== 'Recorded') return expect.fail('not recorded')
    ;(receipt.key as { customerId: number }).customerId = 0
    await ledger.close()
    expect(told).toHaveLength(6)
    for (const object of told) expect(Object.isFrozen(object)).toBe(true)
    expect(told[1]).toMatchObject({ customerId: 354971193 })
    expect(failures).toEqual([])
  })
})
