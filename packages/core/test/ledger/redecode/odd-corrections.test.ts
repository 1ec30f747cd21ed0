import { type Change, orThrow } from '@partner-ledger/core'
import { left } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { correctionOf } from '../../../src/ledger/log/correction.js'
import { membershipStream, tenantOf } from '../../../src/ledger/log/stream-names.js'
import { body } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { asFirstDecoded, eventOf, recordStale } from './stale-log.js'
import { keyOf, linkedUntil, orgId, today } from './stale-members.js'

const options = { zone: 'Asia/Kolkata', clock: () => today }
const evening = linkedUntil(1, '2026-06-01 18:00:00')
const tenant = tenantOf(orgId)

describe.each(storeKinds)('corrections over $name', ({ open }) => {
  test('of more events of one membership than one append takes are recorded all, once', async () => {
    const store = open()
    const many = Array.from({ length: 230 }, (_, n) => evening.replace('linked-1', `linked-1-${n}`))
    await recordStale(store, many)
    const { ledger } = ledgerOver(store, options)
    expect(await orThrow(ledger.redecode({ orgId }, { apply: true }))).toMatchObject({ recorded: 230, decoded: 230 })
    expect((await orThrow(ledger.events(keyOf(1)))).every(({ correction }) => correction?.number === 1)).toBe(true)
    expect(await orThrow(ledger.redecode({ orgId }, { apply: true }))).toMatchObject({ recorded: 0, decoded: 230 })
  })

  test('that come before their event, as no ledger records them, wait for it and are told of nothing', async () => {
    const store = open()
    const event = eventOf(evening)
    const stream = membershipStream(event)
    await orThrow(store.append(tenant, [{ stream, expected: 'any', event: correctionOf(event, 1) }]))
    const { ledger } = ledgerOver(store, options)
    expect((await orThrow(ledger.membership(keyOf(1)))).periods).toEqual([])
    expect(await orThrow(ledger.redecode({ orgId }))).toMatchObject({ decoded: 0, memberships: [] })
    const changes: Change[] = []
    const subscription = ledger.subscribe({
      name: 'all',
      orgId,
      from: 'beginning',
      handle: (delivery) => {
        if (delivery._tag === 'changed') changes.push(delivery)
      },
    })
    expect(await subscription.caughtUp()).toBe(true)
    expect(changes).toMatchObject([{ event: { eventId: 'linked-1' }, transitions: [], after: { events: 0 } }])
    await recordStale(store, [evening])
    expect((await orThrow(ledger.membership(keyOf(1)))).periods).toMatchObject([{ expiry: { time: '18:00:00' } }])
    expect(await orThrow(ledger.events(keyOf(1)))).toMatchObject([{ correction: { number: 1 } }])
  })

  test('are read by a replay of the host, each event once and as it is read now', async () => {
    const store = open()
    await recordStale(store, [evening, linkedUntil(2, '2026-12-31')])
    const { ledger } = ledgerOver(store, options)
    await orThrow(ledger.redecode({ orgId }, { apply: true }))
    for (const personal of [true, false]) {
      const times = await orThrow(
        ledger.replay(
          orgId,
          {
            initial: [] as readonly unknown[],
            evolve: (all, one) => [...all, 'details' in one ? (one.details.membershipExpiryTime ?? 'none') : one.type],
          },
          { personal },
        ),
      )
      expect(times).toEqual(['18:00:00', 'none'])
    }
    expect(
      await ledger.replay(orgId, {
        initial: 0,
        evolve: (_, one) => {
          if ('details' in one && one.details.membershipExpiryTime !== undefined) throw new Error('of the host')
          return 0
        },
      }),
    ).toMatchObject({ left: { _tag: 'ProjectionFailed' } })
  })

  test('of a number alone, and of what an event stated no longer, are corrections too', async () => {
    const store = open()
    const stated = { updateType: 'RENEW', partnerProgramName: 'Drivers ' }
    const text = body({ name: 'partnerProgramUpdated', customer: { customerId: 1 }, data: stated })
    await recordStale(store, [text], (event) => {
      const { partnerProgramName: _, ...rest } = asFirstDecoded(event)
      return 'details' in rest ? { ...rest, details: { ...rest.details, membershipNumber: 'another' } } : rest
    })
    const { ledger } = ledgerOver(store, options)
    const { memberships } = await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(memberships).toMatchObject([{ events: [{ fields: ['partnerProgramName', 'membershipNumber'] }] }])
    expect(await orThrow(ledger.membership(keyOf(1)))).toMatchObject({
      program: { name: 'Drivers ' },
      periods: [{ membershipNumber: '123-asa3' }],
    })
  })

  test('that a store answers wrongly are an unknown outcome', async () => {
    for (const outcomes of [[], [{ _tag: 'conflict', version: 1 }]]) {
      const store = open()
      await recordStale(store, [evening])
      const { ledger } = ledgerOver(
        {
          ...store,
          append: async (...call) => {
            const answer = await store.append(...call)
            return answer._tag === 'Right' && 'outcomes' in answer.right
              ? { ...answer, right: { ...answer.right, outcomes: outcomes as never } }
              : answer
          },
        },
        options,
      )
      const answer = await ledger.redecode({ orgId }, { apply: true })
      expect(answer).toEqual(left(expect.objectContaining({ _tag: 'OutcomeUnknown' })))
    }
  })

  test('are planned with the notices that they would make, and without those that are there', async () => {
    const store = open()
    await recordStale(store, [linkedUntil(1, '2026-03-31 18:00:00'), linkedUntil(2, '2026-03-31T18:00:00Z')])
    const { ledger } = ledgerOver(store, options)
    await orThrow(ledger.expireDue())
    const { memberships } = await orThrow(ledger.redecode({ orgId }))
    expect(memberships.map(({ notice }) => notice)).toEqual([undefined, Date.UTC(2026, 2, 31, 18)])
    await orThrow(ledger.redecode({ orgId }, { apply: true }))
    expect(await orThrow(ledger.expireDue())).toMatchObject({ checked: 2, expired: 1, known: 1 })
  })
})
