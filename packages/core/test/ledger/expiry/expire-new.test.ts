import { type HookFailure, orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { soon } from '../hooks/hearings.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { rewindableLog } from '../rewindable-log.js'
import { day, delinked, due, linkedUntil, noticesIn, renewedUntil } from './memberships.js'
import { turnsOver } from './turns-over.js'

const many = Array.from({ length: 300 }, (_, at) => linkedUntil(at + 1, '2026-01-31'))

describe('each turn of a watch', () => {
  test('looks at all expired memberships once, and then only at what is new', async () => {
    const { store } = rewindableLog()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingestMany([...many, linkedUntil(1001, '2026-06-02'), linkedUntil(1002, '2026-06-30')]))
    const { turn, announced } = turnsOver(store)
    expect(await turn(due)).toMatchObject({ checked: 300, expired: 300, known: 0 })
    expect(await turn(due + 1)).toMatchObject({ checked: 0, rowsRead: 0 })
    expect(await turn(due + 5 * day)).toMatchObject({ checked: 1, expired: 1 })
    expect(announced.at(-1)?.key.customerId).toBe(1001)
    expect(await turn(due + 5 * day)).toMatchObject({ checked: 0, rowsRead: 0 })
    expect(await turn(due + 40 * day)).toMatchObject({ checked: 1, expired: 1, known: 0 })
    expect(await noticesIn(store)).toHaveLength(302)
  })

  test('sees an event that came late and states an end that is past', async () => {
    const { store } = rewindableLog()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [linkedUntil(1, '2030-01-31'), linkedUntil(2, '2030-01-31')])
    const { turn } = turnsOver(store)
    expect(await turn(due)).toMatchObject({ checked: 0 })
    await ingestAll(ledger, [renewedUntil(1, '2026-03-31', 1_650_000_000_000), linkedUntil(3, '2026-02-28')])
    expect(await turn(due + 1)).toMatchObject({ checked: 2, expired: 2 })
    await ingestAll(ledger, [delinked(2, 1_650_000_000_000)])
    expect(await turn(due + 2)).toMatchObject({ checked: 0 })
  })

  test('loses nothing to a clock that jumps back and forth', async () => {
    const { store } = rewindableLog()
    await ingestAll(ledgerOver(store).ledger, [linkedUntil(1, '2026-01-31'), linkedUntil(2, '2026-06-30')])
    const { turn } = turnsOver(store)
    for (const now of [due, due - 400 * day, due + 60 * day, due, due + 61 * day]) await turn(now)
    expect(await noticesIn(store)).toHaveLength(2)
  })

  test('looks at everything again where the log went back', async () => {
    const log = rewindableLog()
    await ingestAll(ledgerOver(log.store).ledger, [linkedUntil(1, '2026-01-31'), linkedUntil(2, '2030-01-31')])
    const { turn } = turnsOver(log.store)
    await turn(due)
    expect(await noticesIn(log.store)).toHaveLength(1)
    log.rewind(String(key.orgId), 2)
    for (let more = 1; more <= 3; more += 1) await turn(due + more)
    expect(await noticesIn(log.store)).toHaveLength(1)
  })
})

test('An end that moved by hours is the same end, whoever looks; one that moved by two days is another', async () => {
  const hour = 3_600_000
  const until = Date.UTC(2026, 1, 1)
  for (const [moved, notices] of [
    [-36 * hour, 1],
    [36 * hour, 1],
    [36 * hour + 1, 2],
    [-37 * hour, 2],
  ] as const) {
    const { store } = rewindableLog()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [linkedUntil(1, '2026-01-31')])
    await orThrow(ledger.expireDue(due))
    const correction = renewedUntil(1, '', 1_650_000_000_000).replace(
      '"membershipExpiryDate":""',
      `"membershipExpiryDateInMillis":${until + moved}`,
    )
    await ingestAll(ledger, [correction])
    const { checked } = await orThrow(ledgerOver(store).ledger.expireDue(due))
    expect(checked).toBe(1)
    expect(await noticesIn(store), `${moved}`).toHaveLength(notices)
  }
})

test('Two processes that look at once record each end once', async () => {
  const { store } = rewindableLog()
  const { ledger } = ledgerOver(store)
  await orThrow(ledger.ingestMany(many))
  const summaries = await Promise.all([1, 2, 3].map(() => orThrow(ledgerOver(store).ledger.expireDue(due))))
  expect(summaries.reduce((sum, { expired }) => sum + expired, 0)).toBe(300)
  expect(await noticesIn(store)).toHaveLength(300)
})

describe('an organisation with a wrong zone', () => {
  const zone = (orgId: number): string => (orgId === 7 ? 'Mars/Olympus' : 'Asia/Kolkata')
  const bodies = [7, key.orgId, 99_999].map((orgId) =>
    linkedUntil(1, '2026-01-31').replace('"orgId":50191', `"orgId":${orgId}`),
  )

  test('is named, and stops expiry for nobody else', async () => {
    const { store } = rewindableLog()
    const { ledger } = ledgerOver(store, { zone })
    await ingestAll(ledger, bodies)
    const summary = await orThrow(ledger.expireDue(due))
    expect(summary).toMatchObject({
      organisations: 3,
      expired: 2,
      failed: [{ orgId: 7, error: { _tag: 'InvalidArgument', argument: 'zone' } }],
    })
    expect(await ledger.expireDue(due, { orgId: 7 })).toMatchObject({ left: { argument: 'zone' } })
  })

  test('is told to `error` at each turn of a watch, which does the others', async () => {
    const { store } = rewindableLog()
    const { ledger } = ledgerOver(store, { zone, clock: () => due })
    await ingestAll(ledger, bodies)
    const failures: HookFailure[] = []
    const expired: number[] = []
    ledger.on('error', (failure) => void failures.push(failure))
    ledger.on('expired', ({ key: { orgId } }) => void expired.push(orgId))
    ledger.watchExpiry({ every: 1 })
    await expect.poll(() => failures.length).toBeGreaterThan(1)
    await ledger.close()
    await soon()
    expect(expired.toSorted((a, b) => a - b)).toEqual([key.orgId, 99_999])
    expect(failures[0]).toMatchObject({ _tag: 'ExpiryFailed', orgId: 7, error: { argument: 'zone' } })
  })
})
