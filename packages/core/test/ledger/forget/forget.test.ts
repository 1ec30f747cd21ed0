import { invalidArgument, left } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { orThrow } from '../../../src/ledger/or-throw.js'
import { key, now } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import {
  canary,
  delivered,
  deliveredToNeighbour,
  everythingIn,
  keptIn,
  neighbourStream,
  person,
  storedIn,
  stream,
  tenant,
  until,
} from './people.js'

describe.each(storeKinds)('forgetting a person over $name', ({ open }) => {
  test('is recorded before anything is removed', async () => {
    const store = open()
    const calls: string[] = []
    const { ledger } = ledgerOver({
      ...store,
      append: (...call) => {
        calls.push(`append ${call[1][0].stream}`)
        return store.append(...call)
      },
      forget: (...call) => {
        calls.push(`forget ${call[1]}`)
        return store.forget(...call)
      },
    })
    await ingestAll(ledger, [delivered('a')])
    calls.length = 0
    const receipt = await orThrow(ledger.forget(person, { until }))
    expect(calls).toEqual(['append forgets', `forget ${stream}`])
    expect(receipt).toEqual({ position: expect.any(Number) as number, until, memberships: 1, quarantineEntries: 0 })
    expect(await orThrow(ledger.forgotten({ orgId: person.orgId }))).toEqual([
      { ...person, until, position: receipt.position, recordedAt: expect.any(Number) as number },
    ])
    const [record] = await storedIn(store, 'forgets')
    expect(record).toMatchObject({
      id: `forgotten:${person.customerId}:${until}`,
      type: 'forgotten',
      occurredAt: now,
      facts: { customerId: person.customerId, until },
      position: receipt.position,
    })
  })

  test('takes personal parts and bodies, and leaves facts, versions, positions and the link', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    const second = delivered('b', -500, { name: 'partnerProgramUpdated', details: { partnerTierNumber: 3 } })
    const other = delivered('o', -400, { data: { partnerProgramId: 45 } })
    await ingestAll(ledger, [delivered('a'), deliveredToNeighbour('n'), second, other])
    const before = await storedIn(store)
    const { membershipNumber: _, ...period } = (await orThrow(ledger.membership(key))).periods[0] ?? {}
    expect(await everythingIn(store, ledger)).toContain(canary('a'))
    expect(await orThrow(ledger.forget(person, { until }))).toMatchObject({ memberships: 2 })

    expect(await storedIn(store)).toEqual(before.map(({ personal: _, ...record }) => ({ ...record, forgotten: true })))
    expect((await orThrow(ledger.membership(key))).periods).toEqual([period])
    expect(period).toMatchObject({ certainty: 'confirmed', tier: { number: 3 } })
    expect(ledger.standing(await orThrow(ledger.membership(key)))).toMatchObject({ link: 'active' })
    expect(await keptIn(store)).toEqual({ personal: [], bodies: [] })
    expect(await keptIn(store, neighbourStream)).toEqual({ personal: ['n'], bodies: ['n'] })
    const left = await everythingIn(store, ledger)
    for (const id of ['a', 'b', 'o']) expect(left).not.toContain(canary(id))
    expect(left).toContain(canary('n'))
    expect((await orThrow(ledger.events(key))).map(({ forgotten }) => forgotten)).toEqual([true, true])
  })

  test('tells listeners of it', async () => {
    const { ledger } = ledgerOver(open())
    const heard: unknown[] = []
    ledger.on('forgotten', (payload) => {
      heard.push(payload)
    })
    await ingestAll(ledger, [delivered('a')])
    const receipt = await orThrow(ledger.forget(person))
    await ledger.close()
    expect(heard).toEqual([{ ...person, ...receipt }])
    expect(receipt.until).toBe(now)
  })

  test('of somebody nobody knows is recorded all the same', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    expect(await orThrow(ledger.forget(person, { until }))).toMatchObject({ memberships: 0, quarantineEntries: 0 })
    await ingestAll(ledger, [delivered('late')])
    expect(await everythingIn(store, ledger)).not.toContain(canary('late'))
  })

  test('lists every forgetting of an organisation, oldest first, and repeats none', async () => {
    const { ledger } = ledgerOver(open())
    for (const [customerId, till] of [
      [7, 5],
      [8, 4],
      [7, 5],
      [7, 9],
    ] as const)
      await orThrow(ledger.forget({ orgId: person.orgId, customerId }, { until: till }))
    const listed = await orThrow(ledger.forgotten({ orgId: person.orgId }))
    expect(listed.map((one) => [one.customerId, one.until])).toEqual([
      [7, 5],
      [8, 4],
      [7, 9],
    ])
    expect(await orThrow(ledger.forgotten({ orgId: 1 }))).toEqual([])
  })

  test('refuses what names nobody, and a text that every body has in it, before anything is recorded', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    const nobody = left(invalidArgument('person', 'whole numbers of 1 or more'))
    for (const customerId of [0, -1, 1.5, NaN, 2 ** 53])
      expect(await ledger.forget({ ...person, customerId })).toEqual(nobody)
    expect(await ledger.forget({ ...person, orgId: 0 })).toEqual(nobody)
    expect(await ledger.forget(person, { until: 0.5 })).toEqual(left(invalidArgument('until', 'whole ms since epoch')))
    const blank = left(invalidArgument('alsoMatching', 'texts that are not blank'))
    for (const text of ['', ' ', '\t'])
      expect(await ledger.forget(person, { alsoMatching: ['x', text] })).toEqual(blank)
    expect(await orThrow(store.head(tenant))).toBe(0)
  })
})
