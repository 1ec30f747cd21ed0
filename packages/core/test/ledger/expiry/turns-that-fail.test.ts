import { orThrow } from '@partner-ledger/core'
import { utc } from '@partner-ledger/core/membership'
import { appended, type EventStore, memoryIndex, right } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { failingOnce } from '../faults/failing-once.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { rewindableLog } from '../rewindable-log.js'
import { day, due, linkedUntil, noticesIn, renewedUntil } from './memberships.js'
import { turnsOver } from './turns-over.js'

describe.each([undefined, key.orgId])('turns of a watch of %j of which each call of the store fails once', (orgId) => {
  const bodies = [linkedUntil(1, '2026-01-31'), linkedUntil(2, '2026-06-02'), linkedUntil(3, '2027-01-31')]
  const late = [linkedUntil(4, '2026-02-28'), renewedUntil(3, '2026-06-01', 1_700_000_000_000)]

  /** Three turns, of which one call fails; a turn that failed is repeated. */
  const turnsWith = async (
    at: number,
    broken = (store: EventStore): EventStore => store,
  ): Promise<{ readonly notices: readonly string[]; readonly calls: number }> => {
    const { store } = rewindableLog()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, bodies)
    const failing = failingOnce({ ...broken(store), index: memoryIndex() }, at, 'before')
    const { expiries } = turnsOver(failing.store, () => utc, failing.store.index, orgId)
    for (const now of [due, due + 5 * day, due + 6 * day]) {
      const { signal } = new AbortController()
      const answer = await expiries.expire(now, signal)
      const failed = answer._tag === 'Left' || answer.right.failed.length > 0
      if (failed) await orThrow(expiries.expire(now, signal))
      if (now === due) await ingestAll(ledger, late)
    }
    return { notices: [...(await noticesIn(store))].sort(), calls: failing.calls() }
  }

  test('leave no end without its notice', async () => {
    const { notices } = await turnsWith(0)
    expect(notices.map((notice) => notice.slice(0, 1))).toEqual(['1', '2', '3', '4'])
    for (let at = 1; ; at += 1) {
      const failed = await turnsWith(at)
      if (failed.calls < at) break
      expect(failed.notices).toEqual(notices)
    }
  })

  test('lack one where the store confirms a notice that it does not store: sabotage', async () => {
    const forgetful = (store: EventStore): EventStore => ({
      ...store,
      append: (_, [, ...rest]) =>
        Promise.resolve(
          right({ epoch: 'e', head: 9, outcomes: [appended(1, 9, due), ...rest.map(() => appended(1, 9, due))] }),
        ),
    })
    expect((await turnsWith(0, forgetful)).notices).toEqual([])
  })
})
