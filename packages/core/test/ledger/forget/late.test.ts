import { orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { entriesOf, ingestAll, ledgerOver, wordFor } from '../ledgers.js'
import { storeKinds, withAppend } from '../stores.js'
import { canary, delivered, everythingIn, person, quarantinedBodies, storedIn, until } from './people.js'

const idOf = (text: string): string => entryId(new TextEncoder().encode(text))

/** The store, with the person forgotten by another process right before or after the next append to a stream like this. */
const forgettingMeanwhile = (store: EventStore, when: 'before' | 'after', like: RegExp): EventStore => {
  let done = false
  return withAppend(store, async (pass, _, [{ stream }]) => {
    if (done || !like.test(stream)) return pass()
    done = true
    const forget = (): Promise<unknown> => orThrow(ledgerOver(store).ledger.forget(person, { until }))
    if (when === 'before') await forget()
    const answer = await pass()
    if (when === 'after') await forget()
    return answer
  })
}

describe.each(storeKinds)('after a forgetting over $name', ({ open }) => {
  test('late deliveries are stored without their personal part and body, also in batches', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.forget(person, { until }))
    await ingestAll(ledger, [delivered('one')])
    await orThrow(ledger.ingestMany([delivered('two', -2), delivered('three', -3)]))
    expect(await storedIn(store)).toMatchObject([{ forgotten: true }, { forgotten: true }, { forgotten: true }])
    expect(await everythingIn(store, ledger)).not.toContain('yranac')
  })

  test('a redelivery is a duplicate and brings nothing back', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [delivered('a')])
    await orThrow(ledger.forget(person, { until }))
    const stored = await storedIn(store)
    expect((await ingestAll(ledger, [delivered('a')])).map(wordFor)).toEqual(['Duplicate'])
    expect(await orThrow(ledger.ingestMany([delivered('a')]))).toMatchObject({ duplicates: 1 })
    expect(await storedIn(store)).toEqual(stored)
    expect(await everythingIn(store, ledger)).not.toContain('yranac')
  })

  test('a redrive is stored without them', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.forget(person, { until }))
    const hidden = delivered('a').replace(`"customerId":${person.customerId}`, '"customerId":3.54971193e8')
    await ingestAll(ledgerOver(store, { allowedOrgs: [1] }).ledger, [hidden])
    expect(await quarantinedBodies(store)).toBe(1)
    expect(await orThrow(ledger.forgotten({ orgId: person.orgId }))).toMatchObject([{ toReview: [idOf(hidden)] }])
    expect(await orThrow(ledger.quarantine.redrive(idOf(hidden)))).toMatchObject({ _tag: 'Redriven', duplicate: false })
    expect(await storedIn(store)).toMatchObject([{ id: 'a', forgotten: true }])
    expect(await everythingIn(store, ledger)).not.toContain('yranac')
  })

  test('a mismatch is kept apart without its body, by ingest and in batches', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [delivered('a')])
    await orThrow(ledger.forget(person, { until }))
    const one = delivered('a', -1000, { details: { partnerTierNumber: 9 } })
    const two = delivered('a', -1000, { details: { partnerTierNumber: 8 } })
    const newer = delivered('a', 1)
    expect((await ingestAll(ledger, [one, one])).map(wordFor)).toEqual(['Quarantined mismatch', 'Quarantined mismatch'])
    expect(await orThrow(ledger.ingestMany([two, newer]))).toMatchObject({ quarantined: 2 })
    expect((await entriesOf(ledger)).map(({ id, status, deliveries }) => [id, status, deliveries])).toEqual([
      [idOf(one), 'discarded', 2],
      [idOf(two), 'discarded', 1],
      [idOf(newer), 'open', 1],
    ])
    expect(await quarantinedBodies(store)).toBe(1)
    expect(await orThrow(ledger.quarantine.redrive(idOf(one), { eventId: 'own' }))).toEqual({ _tag: 'NoSuchEntry' })
  })

  test.each(['before', 'after'] as const)('an append that it races with ends without them: %s', async (when) => {
    const store = open()
    const { ledger } = ledgerOver(forgettingMeanwhile(store, when, /^membership/))
    expect((await ingestAll(ledger, [delivered('a')])).map(wordFor)).toEqual(['Recorded'])
    expect(await storedIn(store)).toMatchObject([{ id: 'a', forgotten: true }])
    expect(await everythingIn(store, ledger)).not.toContain('yranac')
  })

  test.each(['before', 'after'] as const)('a mismatch that it races with ends without its body: %s', async (when) => {
    const store = open()
    await ingestAll(ledgerOver(store).ledger, [delivered('a')])
    const { ledger } = ledgerOver(forgettingMeanwhile(store, when, /^[0-9a-f]{64}$/))
    const mismatch = delivered('a', -1000, { details: { partnerTierNumber: 9 } })
    expect((await ingestAll(ledger, [mismatch])).map(wordFor)).toEqual(['Quarantined mismatch'])
    expect(await everythingIn(store, ledger)).not.toContain('yranac')
    expect(canary('a')).toContain('yranac')
  })
})
