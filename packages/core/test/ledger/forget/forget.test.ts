import { orThrow } from '@partner-ledger/core'
import { invalidArgument, left } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { key, now } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { headOf, storeKinds } from '../stores.js'
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
    expect(calls).toEqual(['append persons', `forget ${stream}`])
    const forgotten = { ...person, until, position: receipt.position, recordedAt: receipt.recordedAt }
    expect(receipt).toEqual({ ...forgotten, memberships: 1, events: 1, bodies: 1, quarantineEntries: 0 })
    expect(await orThrow(ledger.forgotten({ orgId: person.orgId }))).toEqual([{ ...forgotten, toReview: [] }])
    const [record] = await storedIn(store, 'persons')
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
    expect(await orThrow(ledger.forget(person, { until }))).toMatchObject({ memberships: 2, events: 3, bodies: 3 })

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
    const { orgId, customerId, until: upTo, position, recordedAt } = receipt
    expect(heard).toEqual([{ orgId, customerId, until: upTo, position, recordedAt }])
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
    const nobody = (field: string) => left(invalidArgument(`person.${field}`, 'a whole number of 1 or more'))
    for (const customerId of [0, -1, 1.5, NaN, 2 ** 53])
      expect(await ledger.forget({ ...person, customerId })).toEqual(nobody('customerId'))
    expect(await ledger.forget({ ...person, orgId: 0 })).toEqual(nobody('orgId'))
    expect(await ledger.forget(person, { until: 0.5 })).toEqual(left(invalidArgument('until', 'whole ms since epoch')))
    const blank = left(invalidArgument('alsoMatching', 'a list, each item a text that is not blank'))
    for (const text of ['', ' ', '\t'])
      expect(await ledger.forget(person, { alsoMatching: ['x', text] })).toEqual(blank)
    expect(await ledger.forget(person, { until: Math.floor(now / 1000) })).toMatchObject({
      left: { argument: 'until' },
    })
    expect(await headOf(store, tenant)).toBe(0)
  })
})
