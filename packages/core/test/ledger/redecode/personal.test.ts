import { orThrow } from '@partner-ledger/core'
import { copyLog, exportLog, importLog } from '@partner-ledger/core/transfer'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { toRecord } from '../../../src/ledger/log/event-record.js'
import { membershipStream, tenantOf } from '../../../src/ledger/log/stream-names.js'
import { collected, contentsOf } from '../../transfer/logs.js'
import { everythingIn } from '../forget/people.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { asFirstDecoded, eventOf, recordStale } from './stale-log.js'
import { deliveries, keyOf, linkedUntil, orgId, today } from './stale-members.js'

const options = { zone: 'Asia/Kolkata', clock: () => today }
const canary = 'canary-number-yranac'
const body = linkedUntil(1, '2026-03-31T23:59:59+05:30', { membershipNumber: canary })

/** The event as a decoder recorded it that read no membership number either. */
const withoutNumber = (event: ReturnType<typeof eventOf>): ReturnType<typeof eventOf> => {
  if (!('details' in event)) return event
  const { membershipNumber: _, ...details } = event.details
  return asFirstDecoded({ ...event, details })
}

const redecoded = async (store: EventStore) => {
  await recordStale(store, [...deliveries.slice(1), body], withoutNumber)
  const { ledger } = ledgerOver(store, options)
  await orThrow(ledger.redecode({ orgId }, { apply: true }))
  expect((await orThrow(ledger.membership(keyOf(1)))).periods).toMatchObject([{ membershipNumber: canary }])
  return ledger
}

describe.each(storeKinds)('a number that was read anew, over $name,', ({ open }) => {
  test('is in the personal part of the correction, and goes with its person', async () => {
    const store = open()
    const ledger = await redecoded(store)
    const position = (await orThrow(store.readAll(tenantOf(orgId), 0, 100))).head
    expect(await everythingIn(store, ledger)).toContain(canary)
    const facts = (await orThrow(store.readAll(tenantOf(orgId), 0, 100, 'facts'))).events.map((one) => one.facts)
    expect(JSON.stringify(facts)).not.toContain(canary)
    expect(await orThrow(ledger.forget({ orgId, customerId: 1 }))).toMatchObject({ events: 1, bodies: 1 })
    expect(await everythingIn(store, ledger)).not.toContain(canary)
    const membership = await orThrow(ledger.membership(keyOf(1)))
    expect(membership.periods).toMatchObject([{ expiry: { instant: Date.parse('2026-03-31T23:59:59+05:30') } }])
    expect(JSON.stringify(await orThrow(ledger.timeline(keyOf(1))))).not.toContain(canary)
    expect(await orThrow(ledger.membership(keyOf(1), { knownAt: { position } }))).toEqual(membership)
  })

  test('of a person who was forgotten is read no more: their events are left alone', async () => {
    const store = open()
    await recordStale(store, [body, ...deliveries.slice(1)], withoutNumber)
    const { ledger } = ledgerOver(store, options)
    await orThrow(ledger.forget({ orgId, customerId: 1 }))
    const done = await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(done).toMatchObject({ withoutBody: 1, decoded: 7 })
    expect(done.memberships.map(({ key }) => key.customerId)).not.toContain(1)
    expect(await everythingIn(store, ledger)).not.toContain(canary)
  })

  test('of a person who is forgotten while it is recorded stays out', async () => {
    const store = open()
    await recordStale(store, [body], withoutNumber)
    const other = ledgerOver(store, options).ledger
    let isForgotten = false
    const { ledger } = ledgerOver(
      {
        ...store,
        append: async (tenant, appends, seen) => {
          if (!isForgotten && appends.some(({ event }) => event.type === 'eventCorrected')) {
            isForgotten = true
            await orThrow(other.forget({ orgId, customerId: 1 }))
          }
          return store.append(tenant, appends, seen)
        },
      },
      options,
    )
    expect(await orThrow(ledger.redecode({ orgId }, { apply: true }))).toMatchObject({ recorded: 1 })
    expect(isForgotten).toBe(true)
    expect(await everythingIn(store, ledger)).not.toContain(canary)
  })

  test('is carried by export, import and copy, with equal memberships and proofs', async () => {
    const store = open()
    const ledger = await redecoded(store)
    const text = (await collected(exportLog(store))).join('')
    const [imported, copied] = [open(), open()]
    expect(await orThrow(importLog(imported, [text]))).toMatchObject({ complete: true, differences: 0 })
    expect(await orThrow(copyLog(store, copied))).toMatchObject({ complete: true, differences: 0 })
    for (const to of [imported, copied]) {
      expect(await contentsOf(to)).toEqual(await contentsOf(store))
      const there = ledgerOver(to, options).ledger
      expect(await orThrow(there.memberships({ orgId }))).toEqual(await orThrow(ledger.memberships({ orgId })))
      expect(await orThrow(there.redecode({ orgId }))).toMatchObject({ memberships: [] })
    }
  })

  test('in an export without one correction is seen by the proof of the fold', async () => {
    const store = open()
    await redecoded(store)
    const lines = await collected(exportLog(store))
    const isLost = (line: string): boolean => line.includes('"eventCorrected"') && line.includes(canary)
    const report = await orThrow(importLog(open(), [lines.filter((line) => !isLost(line)).join('')]))
    expect(report.mismatches.map(({ what }) => what)).toEqual(expect.arrayContaining(['version', 'facts', 'fold']))
  })
})

describe('a body that cannot be decoded anew', () => {
  const [{ open } = { open: () => expect.fail() }] = storeKinds

  test('is counted, and its event is left as it is', async () => {
    const store = open()
    const event = asFirstDecoded(eventOf(deliveries[0] ?? ''))
    const bodies: readonly (string | undefined)[] = [
      undefined,
      'not JSON',
      deliveries[1],
      (deliveries[0] ?? '').replace('partnerProgramLinked', 'partnerProgramUpdated'),
    ]
    for (const [n, text] of bodies.entries()) {
      const record = toRecord(
        { ...event, eventId: `e-${n}` },
        text === undefined ? text : new TextEncoder().encode(text),
      )
      await orThrow(
        store.append(tenantOf(orgId), [{ stream: membershipStream(event), expected: 'any', event: record }]),
      )
    }
    const { ledger } = ledgerOver(store, options)
    const done = await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(done).toMatchObject({ withoutBody: 1, unreadable: 3, decoded: 0, recorded: 0, memberships: [] })
  })

  test('does not lose the id under which it was redriven', async () => {
    const store = open()
    const body = deliveries[0] ?? ''
    await recordStale(store, [body], (event) => ({ ...asFirstDecoded(event), eventId: 'redriven' }))
    const { ledger } = ledgerOver(store, options)
    const { memberships } = await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(memberships).toMatchObject([
      { events: [{ eventId: 'redriven', before: {}, after: { eventId: 'redriven' } }] },
    ])
    expect(await orThrow(ledger.events(keyOf(1)))).toMatchObject([{ event: { eventId: 'redriven' }, correction: {} }])
  })
})
