import { orThrow } from '@partner-ledger/core'
import type { Answer, EventStore, LedgerStore } from '@partner-ledger/core/store'
import { left, memoryIndex, outcomeUnknown } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { broken } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds, type StoreKind } from '../stores.js'
import { delivered, deliveredToNeighbour, everythingIn, person, until } from './people.js'

/** How a call of a dying process ends: before the store heard of it, or behind it. */
type Death = 'before' | 'after'

const lost = left(outcomeUnknown('the process died'))

/** The store of a process that dies at the n-th call that it makes of store or index; later calls do nothing. */
const dying = (store: LedgerStore, at: number, death: Death): { store: LedgerStore; died: () => boolean } => {
  let calls = 0
  const mortal =
    <P extends unknown[], A>(call: (...parameters: P) => Answer<A>) =>
    async (...parameters: P): Answer<A> => {
      calls += 1
      if (calls < at) return call(...parameters)
      const answer = calls === at && death === 'after' ? await call(...parameters) : lost
      return answer._tag === 'Right' ? lost : answer
    }
  const index = store.index ?? memoryIndex()
  return {
    died: () => calls >= at,
    store: {
      ...store,
      append: mortal((...call) => store.append(...call)),
      readStream: mortal((...call) => store.readStream(...call)),
      readAll: mortal((...call) => store.readAll(...call)),
      body: mortal((...call) => store.body(...call)),
      forget: mortal((...call) => store.forget(...call)),
      streams: mortal((...call) => store.streams(...call)),
      heads: mortal((...call) => store.heads(...call)),
      index: {
        ...index,
        stand: mortal((...call) => index.stand(...call)),
        apply: mortal((...call) => index.apply(...call)),
        get: mortal((...call) => index.get(...call)),
        find: mortal((...call) => index.find(...call)),
        clear: mortal((...call) => index.clear(...call)),
      },
    },
  }
}

/** A store with all that a forgetting has to meet. */
const inhabited = async (open: StoreKind['open']): Promise<LedgerStore> => {
  const store: LedgerStore = open()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, [
    delivered('a'),
    deliveredToNeighbour('n'),
    delivered('b', -500, { data: { partnerProgramId: 45 } }),
    broken(`{"customerId":${person.customerId},"email":"canary-q-yranac"`),
    broken('another'),
  ])
  await orThrow(ledger.catchUp(person.orgId))
  return store
}

interface Ended {
  /** Whether the process lived to the end of the forgetting. */
  readonly lived: boolean
  readonly forgotten: number
  readonly canaries: number
}

const canariesIn = async (store: EventStore): Promise<number> =>
  ((await everythingIn(store, ledgerOver(store).ledger)).match(/canary-[abq]-/g) ?? []).length

/** What is there after a process died at its n-th call, and another one did `then`. */
const afterDeath = async (
  open: StoreKind['open'],
  at: number,
  death: Death,
  then: (store: LedgerStore) => Promise<unknown>,
): Promise<Ended> => {
  const store = await inhabited(open)
  const mortal = dying(store, at, death)
  const answer = await ledgerOver(mortal.store).ledger.forget(person, { until })
  await then(store)
  const listed = await orThrow(ledgerOver(store).ledger.forgotten({ orgId: person.orgId }))
  const ended = { lived: !mortal.died(), forgotten: listed.length, canaries: await canariesIn(store) }
  expect(answer._tag).toBe(ended.lived ? 'Right' : 'Left')
  await store.close()
  return ended
}

const again = (store: LedgerStore): Promise<unknown> => orThrow(ledgerOver(store).ledger.forget(person, { until }))

describe.each(storeKinds)('a process that dies in a forgetting over $name', ({ open }) => {
  test.each(['before', 'after'] as const)(
    '%s any call of the store: doing it again finishes it',
    { tags: 'fault:forget' },
    async (death) => {
      let at = 1
      for (; ; at += 1) {
        const ended = await afterDeath(open, at, death, again)
        expect([at, ended.forgotten, ended.canaries]).toEqual([at, 1, 0])
        if (ended.lived) break
      }
      expect(at).toBeGreaterThan(12)
      figures({ rounds: at, hits: 0 })
    },
  )

  test('is found out where it is not done again: sabotage', { tags: 'twin:forget' }, async () => {
    const left: number[] = []
    for (let at = 1; ; at += 1) {
      const { lived, canaries } = await afterDeath(open, at, 'before', async () => {})
      if (lived) break
      left.push(canaries)
    }
    expect(left.every((canaries) => canaries > 0)).toBe(true)
  })

  test('has it listed as soon as it is recorded, so that the host knows what to repeat', async () => {
    const ended = await afterDeath(open, 2, 'after', async () => {})
    expect(ended).toMatchObject({ lived: false, forgotten: 1 })
    expect(ended.canaries).toBeGreaterThan(0)
  })
})
