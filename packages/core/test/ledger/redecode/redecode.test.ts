import { type Change, type Ledger, orThrow, type RedecodePlan } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { ledgerOver } from '../ledgers.js'
import { denseStoreKinds } from '../stores.js'
import { recordStale } from './stale-log.js'
import { deliveries, keyOf, linkedUntil, orgId, today } from './stale-members.js'

const zone = 'Asia/Kolkata'
const options = { zone, clock: () => today }

/** The plan in short: customer, fields, standings, and the notice that would be new. */
const inShort = ({ memberships }: RedecodePlan): readonly string[] =>
  memberships.map(({ key, events, standing: { before, after }, notice }) =>
    [key.customerId, events.flatMap(({ fields }) => fields), before.link, after.link, notice ?? '-'].join(' '),
  )

const instant = Date.parse('2026-03-31T23:59:59+05:30')
const announced = Date.parse('2026-04-30T00:00:00Z')
const expected = [
  `1 membershipExpiryDateInMillis,learned active expired ${instant}`,
  '2 membershipExpiryUnread active active -',
  '4 membershipExpiryTime active active -',
  '5 membershipExpiryTime delinked delinked -',
  `6 scheduledExpiryDateInMillis,learned active expired ${announced}`,
]

const customers = async (ledger: Ledger, query: object): Promise<readonly number[]> =>
  (await orThrow(ledger.memberships({ orgId, ...query }))).items.map(({ key }) => key.customerId)

describe.each(denseStoreKinds)('decoding kept bodies anew over $name', ({ open }) => {
  test('is planned exactly, and changes nothing until it is applied', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const { ledger } = ledgerOver(store, options)
    const plan = await orThrow(ledger.redecode({ orgId }))
    expect(inShort(plan)).toEqual(expected)
    expect(plan).toMatchObject({ complete: true, position: 8, head: 8, decoded: 8, withoutBody: 0, unreadable: 0 })
    expect(plan.recorded).toBe(0)
    expect((await orThrow(store.readAll(String(orgId), 0, 100))).head).toBe(8)
    expect(await customers(ledger, { link: 'expired' })).toEqual([])
  })

  test('corrects memberships, queries and notices when it is applied, and adds nothing when it is repeated', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const { ledger } = ledgerOver(store, options)
    expect(await customers(ledger, { link: 'expired' })).toEqual([])
    const applied = await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(inShort(applied)).toEqual(expected)
    expect(applied.recorded).toBe(5)
    expect(await customers(ledger, { link: 'expired' })).toEqual([1, 6])
    expect(await customers(ledger, { endUnknown: true })).toEqual([2])
    expect(await customers(ledger, { expiring: { from: '2026-06-01', to: '2026-06-01' } })).toEqual([4])
    const notices: number[] = []
    ledger.on('expired', ({ until }) => void notices.push(until))
    expect(await orThrow(ledger.expireDue())).toMatchObject({ expired: 2 })
    await ledger.close()
    expect(notices.sort()).toEqual([instant, announced])
    const later = ledgerOver(store, options).ledger
    expect(await orThrow(later.redecode({ orgId }, { apply: true }))).toMatchObject({ recorded: 0, memberships: [] })
    expect((await orThrow(store.readAll(String(orgId), 0, 100))).events).toHaveLength(8 + 5 + 2)
  })

  test('leaves what was known before as it was, and is shown by the timeline and explained', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const { ledger } = ledgerOver(store, options)
    const before = await orThrow(ledger.timeline(keyOf(1)))
    await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(await orThrow(ledger.timeline(keyOf(1), { knownAt: { position: 8 } }))).toEqual(before)
    const { entries, membership } = await orThrow(ledger.timeline(keyOf(1)))
    expect(membership.periods).toMatchObject([{ expiry: { instant } }])
    expect(entries).toMatchObject([
      {
        position: 1,
        event: { details: { membershipExpiryDateInMillis: instant } },
        correction: { number: 1, position: 9, version: 2, replaced: before.entries[0]?.event },
      },
    ])
    const [explained] = await orThrow(ledger.explain(keyOf(1), 'expiry'))
    expect(explained).toMatchObject({ event: { eventId: 'linked-1' }, correction: { number: 1 } })
    expect(await orThrow(ledger.explain(keyOf(1), 'expiry', { knownAt: { position: 8 } }))).toEqual([])
    expect(await orThrow(ledger.events(keyOf(3)))).not.toMatchObject([{ correction: {} }])
  })

  test('is told to hooks and subscriptions as a late event, in the order of the log, live and replayed', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const { ledger } = ledgerOver(store, options)
    const told: string[] = []
    const short = ({ key, transitions, late, position }: Change): string =>
      `${position} ${key.customerId} ${transitions.join()} ${late ? 'late' : 'on time'}`
    for (const name of ['expiryChanged', 'corrected', 'anomaly'] as const)
      ledger.on(name, (change) => void told.push(`${name}: ${short(change)}`))
    const delivered: Change[] = []
    const subscription = ledger.subscribe({
      name: 'live',
      orgId,
      from: 'beginning',
      handle: (delivery) => {
        if (delivery._tag === 'changed') delivered.push(delivery)
      },
    })
    expect(await subscription.caughtUp()).toBe(true)
    await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(await subscription.caughtUp()).toBe(true)
    const changes = [
      '9 1 expiryChanged late',
      '10 2 expiryChanged,anomaly late',
      '11 4 expiryChanged late',
      '12 5 corrected late',
      '13 6 expiryChanged,reminded late',
    ]
    expect(delivered.slice(8).map(short)).toEqual(changes)
    const replayed: Change[] = []
    const again = ledger.subscribe({
      name: 'replayed',
      orgId,
      from: 'beginning',
      handle: (delivery) => {
        if (delivery._tag === 'changed') replayed.push(delivery)
      },
    })
    expect(await again.caughtUp()).toBe(true)
    expect(replayed.map(({ before, after, event }) => [before, after, event])).toEqual(
      delivered.map(({ before, after, event }) => [before, after, event]),
    )
    await ledger.close()
    expect(told).toEqual([
      `expiryChanged: ${changes[0]}`,
      `expiryChanged: ${changes[1]}`,
      `anomaly: ${changes[1]}`,
      `expiryChanged: ${changes[2]}`,
      `corrected: ${changes[3]}`,
      `expiryChanged: ${changes[4]}`,
    ])
  })

  test('looks only at what is asked for: from a position on, or where an anomaly was noted', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const { ledger } = ledgerOver(store, options)
    expect(inShort(await orThrow(ledger.redecode({ orgId, from: 4 })))).toEqual(expected.slice(2))
    expect(inShort(await orThrow(ledger.redecode({ orgId, from: 8 })))).toEqual(expected.slice(4))
    expect(await orThrow(ledger.redecode({ orgId, from: 9 }))).toMatchObject({ decoded: 0, memberships: [] })
    expect(await orThrow(ledger.redecode({ orgId, anomaly: 'expiry-mismatch' }))).toMatchObject({ decoded: 0 })
    await orThrow(ledger.ingest(linkedUntil(4, '2026-06-01 18:00:00').replace('linked-4', 'linked-4-again')))
    expect(inShort(await orThrow(ledger.redecode({ orgId, anomaly: 'linked-twice' })))).toEqual([expected[2]])
    expect(await orThrow(ledger.redecode({ orgId: orgId + 1 }))).toMatchObject({ head: 0, memberships: [] })
  })

  test('can be corrected again by a decoder that learns more: the highest correction counts', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const { ledger } = ledgerOver(store, options)
    await orThrow(ledger.redecode({ orgId }, { apply: true }))
    const { events } = await orThrow(store.readAll(String(orgId), 8, 1))
    const [first] = events
    if (first === undefined) throw new Error('no correction')
    const { facts } = first
    const second = { ...facts, correction: 2, membershipExpiryDateInMillis: today + 5, partnerTierNumber: 9 }
    const { stream, type, occurredAt, schema } = first
    const event = { id: 'corrected:later', type, occurredAt, schema, facts: second }
    await orThrow(store.append(String(orgId), [{ stream, expected: 'any', event }]))
    const [period] = (await orThrow(ledger.membership(keyOf(1)))).periods
    expect(period).toMatchObject({ expiry: { instant: today + 5 }, tier: { number: 9 } })
    expect(period).not.toHaveProperty('membershipNumber')
    expect(await customers(ledger, { tier: 9 })).toEqual([1])
    const plan = await orThrow(ledger.redecode({ orgId }))
    expect(plan.memberships).toMatchObject([{ key: keyOf(1), events: [{ number: 3 }] }])
    await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect((await orThrow(ledger.membership(keyOf(1)))).periods).toMatchObject([
      { expiry: { instant }, tier: { number: 2 }, membershipNumber: '123-asa3' },
    ])
  })
})
