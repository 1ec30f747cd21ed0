import type { Delivery, Subscription } from '@partner-ledger/core'
import { corrupt, type LedgerFailure, right, unavailable } from '@partner-ledger/core/store'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import type { Either } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { key, now } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { type Process, processOver } from '../subscription/processes.js'
import { bodies, eventIdOf, ids, sharedStore } from '../subscription/subscribing.js'
import { type FailingCall, failingCall } from './failing-call.js'

const name = 'beset'
const at = { orgId: key.orgId, position: 2 }

/** Begins to handle all but the second event, which is parked. */
const begin = (process: Process, heard: string[]): Subscription =>
  process.subscribe({
    name,
    orgId: 'all',
    from: 'beginning',
    onPoison: 'park',
    retry: { attempts: 2, initialDelayMs: 0 },
    handle: (delivery: Delivery) => {
      if (eventIdOf(delivery) === 'e-2') throw new TypeError('poison')
      heard.push(eventIdOf(delivery))
    },
  })

const filled = async (): Promise<LedgerStore> => {
  const store = sharedStore(memoryStore({ clock: () => now }))
  await ingestAll(ledgerOver(store).ledger, bodies(1, 4))
  return store
}

/** A subscription that has handled everything, and is stopped: no call is anybody's but the question's. */
const atRest = async (
  changed: (store: LedgerStore) => LedgerStore = (store) => store,
): Promise<{ process: Process; subscription: Subscription; failing: FailingCall }> => {
  const failing = failingCall(await filled(), unavailable('out of order'))
  const process = processOver(changed(failing.store))
  const subscription = begin(process, [])
  expect(await subscription.caughtUp()).toBe(true)
  await subscription.stop()
  return { process, subscription, failing }
}

type Question = (process: Process, subscription: Subscription) => Promise<Either<LedgerFailure, unknown>>

const questions: Readonly<Record<string, Question>> = {
  status: (_, subscription) => subscription.status(),
  'the list of what is parked': (_, subscription) => subscription.parked.list(),
  'a dismissal': (_, subscription) => subscription.parked.dismiss(at),
  'the list of subscriptions': (process) => process.list(),
  'a reset to the beginning': (process) => process.reset({ name, to: 'beginning' }),
  'a reset to the end': (process) => process.reset({ name, to: 'end' }),
}

describe.each(Object.entries(questions))('%s', (_, ask) => {
  test('is Unavailable whichever of its calls fails, and right when it is asked again', async () => {
    const sound = await atRest()
    const expected = await ask(sound.process, sound.subscription)
    expect(expected._tag).toBe('Right')
    let rounds = 0
    for (let call = 1; ; call += 1) {
      const { process, subscription, failing } = await atRest()
      failing.arm(call)
      const answer = await ask(process, subscription)
      const calls = failing.calls()
      failing.arm(undefined)
      if (calls < call) break
      expect({ call, answer }).toMatchObject({ call, answer: { left: { _tag: 'Unavailable' } } })
      rounds += 1
      const again = await ask(process, subscription)
      // A reset whose last call failed holds the name for a while, as it would after a crash.
      if (again._tag === 'Left') expect(again.left._tag).toBe('SubscriptionBusy')
      else expect(again).toEqual(expected)
    }
    expect(rounds).toBeGreaterThan(0)
  })
})

/** Takes a page that cannot be read for an empty one. */
const swallowing = (store: LedgerStore): LedgerStore => ({
  ...store,
  readStream: async (...call) => {
    const page = await store.readStream(...call)
    return page._tag === 'Left' ? right({ epoch: 'e', head: 0, events: [], more: false }) : page
  },
})

test('a store that swallows a failure is found out: sabotage', async () => {
  const lists: unknown[] = []
  for (const call of [1, 2, 3]) {
    const { subscription, failing } = await atRest(swallowing)
    failing.arm(call)
    lists.push(await subscription.parked.list())
  }
  expect(lists).toContainEqual(right([]))
})

/** Works until everything is handled, or until it ends: with how many calls, and how. */
const worked = async (failing: FailingCall, call: number | undefined, heard: string[]): Promise<string> => {
  failing.arm(call)
  const subscription = begin(processOver(failing.store), heard)
  if ((await subscription.caughtUp()) === true) await subscription.stop()
  const end = await subscription.ended
  return end._tag === 'failed' ? end.error._tag : end._tag
}

const handled = ids(1, 4).filter((id) => id !== 'e-2')

describe('a subscription of which one call to the store fails', () => {
  test.each([
    ['for a while, goes on by itself', unavailable('out of order'), ['stopped']],
    ['for good, says so, and the next one goes on', corrupt(1, 'out of order'), ['stopped', 'Corrupt']],
  ] as const)('%s', async (_, error, ends) => {
    const seen = new Set<string>()
    const sound = failingCall(await filled(), error)
    expect(await worked(sound, undefined, [])).toBe('stopped')
    for (let call = 1; call <= sound.calls(); call += 1) {
      const failing = failingCall(await filled(), error)
      const heard: string[] = []
      const end = await worked(failing, call, heard)
      seen.add(end)
      expect(ends, `call ${call}`).toContain(end)
      expect(await worked(failing, undefined, heard)).toBe('stopped')
      expect([...new Set(heard)], `call ${call}`).toEqual(handled)
    }
    expect([...seen].sort()).toEqual([...ends].sort())
  })
})
