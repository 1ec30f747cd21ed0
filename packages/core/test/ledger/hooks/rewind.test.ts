import { orThrow } from '@partner-ledger/core'
import type { LedgerStore } from '@partner-ledger/core/store'
import { decodeWebhook } from '@partner-ledger/core/webhook'
import { memoryLog, memoryStore, type MemoryLog } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { cachedChanges } from '../../../src/ledger/change/cached-changes.js'
import { readChange } from '../../../src/ledger/change/change.js'
import { type MembershipCache, membershipCache } from '../../../src/ledger/change/membership-cache.js'
import { hookDispatcher } from '../../../src/ledger/hooks/hook-dispatcher.js'
import { hooks } from '../../../src/ledger/hooks/hooks.js'
import { recordEvent } from '../../../src/ledger/ingest/record-events.js'
import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { contextOver } from '../ingest-contexts.js'
import { everyRegrown, eventsOf, firstHead, grownLog, type Regrown, updated } from '../regrown-logs.js'
import { replaceableStore } from '../replaceable-store.js'
import { hearChanges } from './hearings.js'

interface Replaceable {
  readonly first: MemoryLog
  readonly store: LedgerStore
  replaceBy(log: MemoryLog): void
}

/** The last change that a listener hears after the log was replaced, and the same as it is read from the new log. */
const changesAfter = async (
  regrown: Regrown,
  { first, store, replaceBy }: Replaceable,
  forgetful = true,
): Promise<readonly [unknown, unknown]> => {
  const here = hooks(() => {}, 100)
  const forgets = forgettingRegister(store)
  const cache = membershipCache()
  const memory: MembershipCache = forgetful ? cache : { ...cache, clear: () => {} }
  const reader = { events: store, forgets, logger: () => {} }
  const announce = hookDispatcher(reader, here, cachedChanges(store, forgets, memory))
  const { changes } = hearChanges(here)
  const context = contextOver(store, { forgets, onAppendStart: announce.recording })
  const take = async (body: string) => {
    const webhook = await orThrow(Promise.resolve(decodeWebhook(body)))
    const bytes = new TextEncoder().encode(body)
    return orThrow(recordEvent(context, { _tag: 'Delivery', webhook, body: bytes, senderOrgs: undefined }))
  }
  for (const body of eventsOf(firstHead, 1)) {
    await take(body)
    await announce.settled()
  }
  const log = await grownLog(first, regrown)
  replaceBy(log)
  const heard = changes.length
  const receipt = await take(updated(1, 60, 8))
  await announce.settled()
  if (receipt._tag !== 'Recorded') throw new Error(receipt._tag)
  const fresh = memoryStore({ log })
  const expected = await orThrow(
    readChange({ events: fresh, forgets: forgettingRegister(fresh), logger: () => {} }, receipt.key, receipt.version),
  )
  return [changes.slice(heard), expected.transitions.map(() => expected)]
}

const replaceable = (): Replaceable => {
  const first = memoryLog()
  return { first, ...replaceableStore(first) }
}

/** A store of which the answers that are under way when its log is replaced come after it. */
const withLateAnswers = (): Replaceable => {
  const honest = replaceable()
  let release = (): void => {}
  let held = Promise.resolve()
  return {
    first: honest.first,
    store: {
      ...honest.store,
      readAll: async (...call) => {
        const answer = await honest.store.readAll(...call)
        await held
        return answer
      },
    },
    replaceBy: (log) => {
      held = new Promise((resolve) => (release = resolve))
      honest.replaceBy(log)
      setTimeout(release, 5)
    },
  }
}

describe('after a log went back and grew again under a ledger, listeners hear the changes of the new log', () => {
  test.each(everyRegrown)('$common in common, head $head, same epoch $sameEpoch', async (regrown) => {
    const [heard, expected] = await changesAfter(regrown, replaceable())
    expect(heard).toEqual(expected)
    const [heardLate, expectedThen] = await changesAfter(regrown, withLateAnswers())
    expect(heardLate).toEqual(expectedThen)
  })

  test('which is not so where memberships of the old log are remembered: sabotage', async () => {
    const regrown = { common: 3, head: firstHead, sameEpoch: true, indexed: 0 }
    const [heard, expected] = await changesAfter(regrown, replaceable(), false)
    expect(heard).not.toEqual(expected)
  })
})
