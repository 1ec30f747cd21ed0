import type { ExpirySummary, HookFailure } from '@partner-ledger/core'
import { type Answer, LedgerError } from '@partner-ledger/core/store'
import { left, right, unavailable } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { watchExpiry, type WatchParts } from '../../../src/ledger/expiry/watch-expiry.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { withAppend } from '../stores.js'
import { clockAt, day, due, linkedUntil } from './memberships.js'

type Turned = Pick<ExpirySummary, 'failed'>

/** Turns that a test ends, and timers that a test lets go off. */
const stage = () => {
  const ends: ((answer: Awaited<Answer<Turned>>) => void)[] = []
  const timers: { call: () => void; ms: number }[] = []
  const failures: unknown[] = []
  const signals: AbortSignal[] = []
  const parts: WatchParts = {
    turn: (signal) => {
      signals.push(signal)
      return new Promise((resolve) => ends.push(resolve))
    },
    onFailed: (error) => void failures.push(error),
    later: (call, ms) => {
      const timer = { call, ms }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
  }
  const end = async (answer: Awaited<Answer<Turned>> = right({ failed: [] })): Promise<void> => {
    ends.shift()?.(answer)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const goOff = (): void => timers.shift()?.call()
  return { parts, ends, timers, failures, signals, end, goOff }
}

describe('a watch', () => {
  test('turns at once, and again so many ms after each turn has ended: never two at a time', async () => {
    const { parts, ends, timers, end, goOff } = stage()
    watchExpiry(parts, 500)
    for (let turn = 0; turn < 5; turn += 1) {
      expect([ends.length, timers.length]).toEqual([1, 0])
      await end()
      expect([ends.length, timers.map(({ ms }) => ms)]).toEqual([0, [500]])
      goOff()
    }
  })

  test('goes on after a turn that failed, and says so', async () => {
    const { parts, ends, failures, end, goOff } = stage()
    watchExpiry(parts, 500)
    await end(left(unavailable('busy')))
    expect(failures).toEqual([unavailable('busy')])
    goOff()
    expect(ends).toHaveLength(1)
  })

  test('that is stopped turns no more, takes its timer back and ends the turn under way', async () => {
    const idle = stage()
    const watch = watchExpiry(idle.parts, 500)
    await idle.end()
    watch.stop()
    expect(idle.timers).toEqual([])
    const busy = stage()
    const other = watchExpiry(busy.parts, 500)
    other.stop()
    expect(busy.signals[0]?.aborted).toBe(true)
    let isSettled = false
    const settled = other.settled().then(() => (isSettled = true))
    await Promise.resolve()
    expect(isSettled).toBe(false)
    await busy.end(left(unavailable('busy')))
    await settled
    expect([busy.timers, busy.failures]).toEqual([[], []])
  })

  test.each([0, -1, 0.5, NaN, 2 ** 31])('of every %d ms is refused', (every) => {
    expect(() => watchExpiry(stage().parts, every)).toThrow(LedgerError)
    expect(() => ledgerOver(memoryStore()).ledger.watchExpiry({ every })).toThrow(
      /^InvalidArgument: .* `every` must be/,
    )
  })
})

describe('a watch of a ledger', () => {
  /** Resolves when this many notices were told. */
  const watched = (most: number, fails: () => boolean = () => false) => {
    const clock = clockAt(due)
    const store = withAppend(memoryStore(), (pass, _, [{ event }]) =>
      event.type === 'membershipExpired' && fails() ? Promise.resolve(left(unavailable('busy'))) : pass(),
    )
    const { ledger, log } = ledgerOver(store, clock.options)
    const told: number[] = []
    const heard = new Promise<void>((resolve) => {
      ledger.on('expired', ({ key }) => {
        told.push(key.customerId)
        if (told.length === most) resolve()
      })
    })
    return { ledger, log, clock, told, heard }
  }

  test('records by the clock of the ledger what has expired meanwhile', async () => {
    const { ledger, clock, told, heard } = watched(2)
    await ingestAll(ledger, [linkedUntil(1, '2026-01-31'), linkedUntil(2, '2026-06-30')])
    const first = new Promise<void>((resolve) => ledger.once('expired', () => resolve()))
    ledger.watchExpiry({ every: 1 })
    await first
    clock.now += 60 * day
    await heard
    await ledger.close()
    expect(told).toEqual([1, 2])
  })

  test('tells the log and error of a turn that fails, and makes up for it', async () => {
    let failures = 0
    const { ledger, log, told, heard } = watched(1, () => (failures += 1) <= 2)
    const errors: HookFailure[] = []
    ledger.on('error', (failure) => void errors.push(failure))
    await ingestAll(ledger, [linkedUntil(1, '2026-01-31')])
    ledger.watchExpiry({ every: 1 })
    await heard
    await ledger.close()
    expect(told).toEqual([1])
    expect(errors).toEqual(Array(2).fill({ _tag: 'ExpiryFailed', retryable: true, error: unavailable('busy') }))
    expect(log).toEqual(
      Array(2).fill({ level: 'error', code: 'expiry-failed', orgId: undefined, error: 'Unavailable' }),
    )
  })

  test.each(['what it answers', 'its signal', 'a signal that is aborted', 'close'])('is ended by %s', async (by) => {
    const { ledger, told } = watched(1)
    const ending = new AbortController()
    if (by === 'a signal that is aborted') ending.abort()
    const end = ledger.watchExpiry({ every: 1, signal: ending.signal })
    if (by === 'what it answers') end()
    if (by === 'its signal') ending.abort()
    if (by === 'close') await ledger.close()
    const looked = await ledger.organisations()
    expect(looked._tag).toBe(by === 'close' ? 'Left' : 'Right')
    await ledger.close()
    expect(told).toEqual([])
  })
})
