import { orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { countedCalls } from '../counted-calls.js'
import { body, broken, key, numbered } from '../deliveries.js'
import { hearChanges } from '../hooks/hearings.js'
import { ledgerOver } from '../ledgers.js'
import { denseStoreKinds } from '../stores.js'

const ofMember = (customerId: number): string =>
  body({ root: { eventId: `e-${customerId}` }, customer: { customerId } })

/** The calls of a ledger that has ingested before, and so knows who is forgotten. */
const callsOf = async (
  store: EventStore,
  work: (ledger: ReturnType<typeof ledgerOver>['ledger']) => Promise<unknown>,
): Promise<readonly string[]> => {
  const { store: counted, calls } = countedCalls(store)
  const { ledger } = ledgerOver(counted)
  await orThrow(ledger.ingest(numbered(0)))
  calls.length = 0
  await work(ledger)
  await ledger.close()
  return calls
}

describe.each(denseStoreKinds)('calls of the store over $name:', ({ name, open }) => {
  test('an ingest is one, the first of a ledger two', async () => {
    const { store, calls } = countedCalls(open())
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(numbered(1)))
    expect(calls.splice(0)).toEqual(['readStream', 'append'])
    await orThrow(ledger.ingest(numbered(2)))
    await orThrow(ledger.ingest(numbered(2)))
    expect(calls.splice(0)).toEqual(['append', 'append'])
    await orThrow(ledger.ingest(body({ root: { orgId: 7 } })))
    expect(calls.splice(0)).toEqual(['append'])
  })

  test('an ingest beside other writers is one too, and three after somebody was forgotten', async () => {
    const store = open()
    const other = ledgerOver(store).ledger
    const calls = await callsOf(store, async (ledger) => {
      await orThrow(other.ingest(numbered(1)))
      await orThrow(ledger.ingest(numbered(2)))
      await orThrow(other.forget({ orgId: key.orgId, customerId: 9 }))
      await orThrow(ledger.ingest(numbered(3)))
      await orThrow(ledger.ingest(numbered(4)))
    })
    expect(calls).toEqual(['append', ...['append', 'readStream', 'append'], 'append'])
  })

  test('64 ingests at once are 64 appends in one turn, and nothing before them', async () => {
    let inOneTurn = 0
    const { store, calls } = countedCalls(open())
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(numbered(0)))
    calls.length = 0
    const ingests = Array.from({ length: 64 }, (_, index) => orThrow(ledger.ingest(numbered(index + 1))))
    await Promise.resolve()
    inOneTurn = calls.length
    await Promise.all(ingests)
    expect([inOneTurn, calls.length, new Set(calls)]).toEqual([64, 64, new Set(['append'])])
  })

  test('1,000 bodies with listeners are two, and one once it is known who is forgotten', async () => {
    const bodies = Array.from({ length: 1000 }, (_, index) => ofMember(index + 1))
    const { store, calls } = countedCalls(open())
    const { ledger } = ledgerOver(store)
    const { names } = hearChanges(ledger)
    await orThrow(ledger.ingestMany(bodies))
    await ledger.close()
    expect(calls).toEqual(['readStream', 'append'])
    expect(names).toHaveLength(1000)
    expect(await callsOf(open(), (again) => orThrow(again.ingestMany(bodies)))).toEqual(['append'])
  })

  test('a bad body is one once the quarantine is known, and again three', async () => {
    const calls = await callsOf(open(), async (ledger) => {
      await orThrow(ledger.ingest(broken('1')))
      await orThrow(ledger.ingest(broken('2')))
      await orThrow(ledger.ingest(broken('2')))
    })
    const reads = calls.filter((call) => call === 'readAll').length
    expect(calls.filter((call) => call !== 'readAll')).toEqual(['append', 'append', ...['readStream', 'append']])
    // Where positions have holes nothing else shows that nobody wrote in between.
    expect(reads).toBeLessThanOrEqual(name === 'memory' ? 1 : 3)
  })

  test('a redelivery of a forgotten person is one, and does no upkeep', async () => {
    const calls = await callsOf(open(), async (ledger) => {
      await orThrow(ledger.ingest(body()))
      await orThrow(ledger.forget(key))
      await orThrow(ledger.ingest(body()))
    })
    expect(calls.at(-1)).toBe('append')
    expect(calls.filter((call) => call === 'forget')).toHaveLength(1)
  })
})
