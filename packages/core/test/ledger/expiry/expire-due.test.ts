import { type MembershipExpired, orThrow } from '@partner-ledger/core'
import type { Append } from '@partner-ledger/core/store'
import { left, unavailable } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { positionsOf, storeKinds, withAppend } from '../stores.js'
import { day, due, expiryStory as story, keyOf, linkedUntil, noticesIn, renewedUntil } from './memberships.js'

const tenant = String(key.orgId)

describe.each(storeKinds)('expiry over $name', ({ open }) => {
  test('records a notice for each membership that has expired, and none for others', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, story)
    const summary = await orThrow(ledger.expireDue(due))
    expect(summary).toEqual({ organisations: 1, checked: 2, expired: 2, known: 0, failed: [] })
    expect(await noticesIn(store)).toEqual(['1 2026-02-01T00:00:00.000Z', '4 2026-06-01T00:00:00.000Z'])
    const { events } = await orThrow(store.readAll(tenant, 0, 100))
    const [record] = events.filter(({ type }) => type === 'membershipExpired')
    expect(record).toMatchObject({
      stream: 'notices/1/855/25',
      version: 1,
      id: `expired:${Date.UTC(2026, 1, 1)}`,
      occurredAt: Date.UTC(2026, 1, 1),
      facts: { loyaltyProgramId: 855, partnerProgramId: 25, customerId: 1, until: Date.UTC(2026, 1, 1) },
    })
    expect(Object.keys(record?.facts ?? {})).toHaveLength(4)
  })

  test('is once for each end, whatever the clock does and whoever asks', async () => {
    const store = open()
    await ingestAll(ledgerOver(store).ledger, story)
    for (const now of [due - 60 * day, due, due - 200 * day, due + 1, due, 0])
      for (const _ of ['one process', 'and another'])
        expect(await ledgerOver(store).ledger.expireDue(now)).toMatchObject({ _tag: 'Right' })
    expect(await noticesIn(store)).toEqual(['1 2026-02-01T00:00:00.000Z', '4 2026-06-01T00:00:00.000Z'])
  })

  test('begins at the very instant, in the zone of the organisation', async () => {
    const store = open()
    const { ledger } = ledgerOver(store, { zone: 'Asia/Kolkata' })
    await ingestAll(ledger, [linkedUntil(1, '2026-01-31')])
    const until = Date.UTC(2026, 0, 31, 18, 30)
    expect(await orThrow(ledger.expireDue(until - 1))).toMatchObject({ checked: 0 })
    expect(await orThrow(ledger.expireDue(until))).toMatchObject({ expired: 1 })
    const inUtc = ledgerOver(store).ledger
    expect(await orThrow(inUtc.expireDue(due))).toMatchObject({ expired: 0, known: 1 })
    expect(await noticesIn(store)).toHaveLength(1)
  })

  test('comes again when a renewed membership expires again', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [linkedUntil(1, '2026-01-31')])
    await orThrow(ledger.expireDue(due))
    await ingestAll(ledger, [renewedUntil(1, '2026-12-31', 1_650_000_000_000)])
    expect(await orThrow(ledger.expireDue(due + 1))).toMatchObject({ checked: 0 })
    expect(await orThrow(ledger.expireDue(due + 365 * day))).toMatchObject({ expired: 1 })
    expect(await noticesIn(store)).toEqual(['1 2026-02-01T00:00:00.000Z', '1 2027-01-01T00:00:00.000Z'])
  })

  test('would stay away then if the id were without the end: sabotage', async () => {
    const withoutEnd = (append: Append): Append =>
      append.event.type === 'membershipExpired' ? { ...append, event: { ...append.event, id: 'expired' } } : append
    const store = open()
    const { ledger } = ledgerOver({
      ...store,
      append: (to, [first, ...others]) => store.append(to, [withoutEnd(first), ...others.map(withoutEnd)]),
    })
    await ingestAll(ledger, [linkedUntil(1, '2026-01-31')])
    await orThrow(ledger.expireDue(due))
    await ingestAll(ledger, [renewedUntil(1, '2026-12-31', 1_650_000_000_000)])
    expect(await orThrow(ledger.expireDue(due + 365 * day))).toMatchObject({ checked: 1, expired: 0, known: 1 })
  })

  test('tells the listeners of the process that recorded it, once', async () => {
    const store = open()
    const [one, other] = [ledgerOver(store).ledger, ledgerOver(store).ledger]
    const told: (MembershipExpired & { readonly by: string })[] = []
    one.on('expired', (expired) => void told.push({ ...expired, by: 'one' }))
    other.on('expired', (expired) => void told.push({ ...expired, by: 'other' }))
    await ingestAll(one, story)
    await orThrow(one.expireDue(due))
    await orThrow(other.expireDue(due))
    await Promise.all([one.close(), other.close()])
    const [first, second] = (await positionsOf(store, '50191')).slice(5)
    expect(told).toEqual([
      {
        key: keyOf(1),
        until: Date.UTC(2026, 1, 1),
        position: first,
        recordedAt: expect.any(Number) as number,
        by: 'one',
      },
      {
        key: keyOf(4),
        until: Date.UTC(2026, 5, 1),
        position: second,
        recordedAt: expect.any(Number) as number,
        by: 'one',
      },
    ])
  })

  test('leaves memberships, replays and queries as they were', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, story)
    const seen = async (): Promise<unknown> => [
      await orThrow(ledger.membership(keyOf(1))),
      await orThrow(ledger.timeline(keyOf(1))),
      await orThrow(ledger.memberships({ orgId: key.orgId })),
      await orThrow(ledger.count({ orgId: key.orgId })),
      await orThrow(ledger.replay(key.orgId, { initial: 0, evolve: (count) => count + 1 })),
    ]
    const before = await seen()
    await orThrow(ledger.expireDue(due))
    expect(await seen()).toEqual(before)
    expect(await orThrow(ledgerOver(store).ledger.memberships({ orgId: key.orgId }))).toMatchObject({
      items: [{}, {}, {}, {}],
    })
  })
})

describe('expireDue', () => {
  const expired = Array.from({ length: 2500 }, (_, index) => linkedUntil(index + 1, '2026-01-31'))

  test('goes page by page, and ends between two of them', async () => {
    const store = memoryStore()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingestMany(expired))
    const ending = new AbortController()
    const progress: number[] = []
    const onProgress = ({ checked }: { readonly checked: number }): void => {
      progress.push(checked)
      if (checked === 2000) ending.abort()
    }
    expect(await orThrow(ledger.expireDue(due, { signal: ending.signal, onProgress }))).toMatchObject({ expired: 2000 })
    expect(await orThrow(ledger.expireDue(due, { onProgress }))).toMatchObject({ expired: 500, known: 2000 })
    expect(progress).toEqual([1000, 2000, 1000, 2000, 2500])
  })

  test('looks through one organisation, or all', async () => {
    const { ledger } = ledgerOver(memoryStore(), { clock: () => due })
    const other = linkedUntil(1, '2026-01-31').replace('"orgId":50191', '"orgId":7')
    await ingestAll(ledger, [linkedUntil(1, '2026-01-31'), other])
    expect(await orThrow(ledger.expireDue(due, { orgId: 7 }))).toEqual({
      organisations: 1,
      checked: 1,
      expired: 1,
      known: 0,
      failed: [],
    })
    expect(await orThrow(ledger.expireDue())).toEqual({
      organisations: 2,
      checked: 2,
      expired: 1,
      known: 1,
      failed: [],
    })
    expect(await orThrow(ledger.expireDue(due, { orgId: 8 }))).toMatchObject({ checked: 0 })
  })

  test('answers what is wrong with its arguments, and what the store says', async () => {
    const failing = withAppend(memoryStore(), (pass, _, [{ event }]) =>
      event.type === 'membershipExpired' ? Promise.resolve(left(unavailable('busy'))) : pass(),
    )
    const { ledger } = ledgerOver(failing)
    await ingestAll(ledger, story)
    for (const now of [NaN, Infinity, due * 1000, Math.floor(due / 1000)])
      expect(await ledger.expireDue(now)).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'now' } })
    expect(await ledger.expireDue(0.5)).toMatchObject({ right: { checked: 0 } })
    expect(await ledger.expireDue(due, { orgId: 0 })).toMatchObject({
      left: { _tag: 'InvalidArgument', argument: 'orgId' },
    })
    expect(await ledger.expireDue(due)).toEqual(left(unavailable('busy')))
    await ledger.close()
    expect(await ledger.expireDue(due)).toMatchObject({ left: { _tag: 'StoreClosed' } })
  })
})
