import { createLedger, type IndexProgress, type Ledger, orThrow } from '@partner-ledger/core'
import type { PartnerProgramEvent } from '@partner-ledger/core/membership'
import { type LedgerStore, type MembershipIndex, memoryIndex, unavailable } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'

import { indexVersion } from '../../../src/ledger/query/index-row.js'
import { delinked, foldedMemberships, linked, noon, orgId, record } from './organisation.js'

const ledgerOver = (store: LedgerStore): Ledger => createLedger({ store, clock: () => noon })

const answers = async (ledger: Ledger): Promise<readonly unknown[]> => {
  const found: unknown[] = []
  for await (const membership of ledger.eachMembership({ orgId })) found.push(membership)
  return found
}

/** As many memberships, an event each. */
const members = (count: number): readonly PartnerProgramEvent[] =>
  Array.from({ length: count }, (_, n) => linked(n + 1, {}, { membershipNumber: `M-${n}` }))

describe('a query', () => {
  it('answers what was appended through another handle right before it', async () => {
    const log = memoryLog()
    const [ledger, other] = [ledgerOver(memoryStore({ log })), memoryStore({ log })]
    const events = members(20)
    for (const [n, event] of events.entries()) {
      await record(other, [event])
      expect(await answers(ledger)).toEqual(foldedMemberships(events.slice(0, n + 1), orgId))
    }
  })

  it('answers from the whole stream once an event comes late', async () => {
    const store = memoryStore()
    const ledger = ledgerOver(store)
    const events = [linked(1), delinked(1, noon - 10_000_000)]
    for (const [n, event] of events.entries()) {
      await record(store, [event])
      expect(await answers(ledger)).toEqual(foldedMemberships(events.slice(0, n + 1), orgId))
    }
    expect(await orThrow(ledger.count({ orgId, link: 'active' }))).toMatchObject([{ count: 1 }])
  })

  it('answers Unavailable when the time is up, and the steps that it took stay taken', async () => {
    const store = memoryStore()
    const events = members(5000)
    await record(store, events)
    const ledger = ledgerOver(store)
    const positions: number[] = []
    const onProgress = ({ position, head }: IndexProgress): void => {
      positions.push(position)
      expect(head).toBe(5000)
    }
    const ask = () => ledger.count({ orgId }, { maxWaitMs: 0, onProgress })
    const late = left(unavailable('the index is still catching up'))
    expect([await ask(), await ask()]).toEqual([late, late])
    expect(await ask()).toMatchObject(right([{ count: 5000 }]))
    expect([...new Set(positions)]).toEqual([2000, 4000, 5000])
  })

  it('is answered by an index that stands at the head without reading the log', async () => {
    const store = memoryStore()
    await record(store, members(3))
    const ledger = ledgerOver({ ...store, readAll: () => Promise.resolve(left(unavailable('no reading'))) })
    expect(await ledger.memberships({ orgId })).toEqual(left(unavailable('no reading')))
    await answers(ledgerOver(store))
    expect((await orThrow(ledger.memberships({ orgId }))).items.length).toBe(3)
  })
})

describe('an index of another version', () => {
  it('is built anew from the log, with progress, and then gives equal answers', async () => {
    const store = memoryStore()
    const events = members(4500)
    await record(store, events)
    const before = await answers(ledgerOver(store))
    expect(before).toEqual(foldedMemberships(events, orgId))
    let claimed = indexVersion - 1
    const index: MembershipIndex = {
      ...store.index,
      stand: async (tenant) => {
        const state = await store.index.stand(tenant)
        if (state._tag === 'Left' || state.right.stand.position === 0) return state
        return right({ ...state.right, stand: { ...state.right.stand, foldVersion: claimed } })
      },
      clear: (tenant) => {
        claimed = indexVersion
        return store.index.clear(tenant)
      },
    }
    const progress: IndexProgress[] = []
    const ledger = ledgerOver({ ...store, index })
    await orThrow(ledger.catchUp(orgId, { onProgress: (one) => progress.push(one) }))
    expect(progress.map(({ position, head }) => `${position} of ${head}`)).toEqual([
      '2000 of 4500',
      '4000 of 4500',
      '4500 of 4500',
    ])
    expect(JSON.stringify(await answers(ledger))).toBe(JSON.stringify(before))
  })

  it('is not answered from while another process builds it: the query is asked again', async () => {
    const store = memoryStore()
    const events = members(10)
    await record(store, events)
    let clears = 2
    const cleared = <A>(call: () => A): A | Promise<A> => {
      clears -= 1
      return clears < 0 ? call() : store.index.clear(String(orgId)).then(call)
    }
    const index: MembershipIndex = {
      ...store.index,
      find: async (...call) => cleared(() => store.index.find(...call)),
      count: async (...call) => cleared(() => store.index.count(...call)),
    }
    const ledger = ledgerOver({ ...store, index })
    expect((await orThrow(ledger.memberships({ orgId }))).items).toEqual(foldedMemberships(events, orgId))
    clears = 2
    expect(await orThrow(ledger.count({ orgId }))).toMatchObject([{ count: 10 }])
    clears = Infinity
    const late = left(unavailable('the index is built anew'))
    expect(await ledger.count({ orgId }, { maxWaitMs: 0 })).toEqual(late)
  })
})

describe('two ledgers over one index', () => {
  /** Lets the other ledger take all its steps between the look at the rows and the step that is made of them. */
  const interleaved = (index: MembershipIndex, meanwhile: () => Promise<unknown>): MembershipIndex => {
    let turns = 3
    return {
      ...index,
      apply: async (tenant, step) => {
        turns -= 1
        if (turns >= 0) await meanwhile()
        return index.apply(tenant, step)
      },
    }
  }

  const raced = async (index: MembershipIndex): Promise<void> => {
    const store = memoryStore()
    const events = [1, 2, 3, 4].flatMap((tier) =>
      [1, 2, 3].map((customer) => ({
        ...linked(customer, { eventId: `${tier}`, occurredAt: noon + tier }, { partnerTierNumber: tier }),
      })),
    )
    let recorded = 0
    const other = ledgerOver({ ...store, index })
    const meanwhile = async (): Promise<void> => {
      await record(store, events.slice(recorded, recorded + 3))
      recorded += 3
      await answers(other)
    }
    await meanwhile()
    const outcomes: string[] = []
    const own = interleaved(index, meanwhile)
    const watched: MembershipIndex = {
      ...own,
      apply: async (tenant, step) => {
        const applied = await own.apply(tenant, step)
        outcomes.push(applied._tag === 'Right' ? applied.right : applied.left._tag)
        return applied
      },
    }
    const ledger = ledgerOver({ ...store, index: watched })
    await record(store, events.slice(recorded, recorded + 1))
    expect(await answers(ledger)).toEqual(foldedMemberships(events.slice(0, recorded), orgId))
    expect(outcomes).toContain('behind')
    expect(await answers(other)).toEqual(await answers(ledger))
  }

  it('never overwrite one another: a step that is not next is behind, and is taken again', () => raced(memoryIndex()))

  it('which is seen to fail where an index applies a step that is not next', async () => {
    const honest = memoryIndex()
    const careless: MembershipIndex = {
      ...honest,
      apply: async (tenant, step) => {
        const { stand } = await orThrow(honest.stand(tenant))
        const to = { ...step.to, position: Math.max(step.to.position, stand.position + 1) }
        return honest.apply(tenant, { ...step, from: stand, to })
      },
    }
    await expect(raced(careless)).rejects.toMatchObject({ name: 'AssertionError' })
  })
})
