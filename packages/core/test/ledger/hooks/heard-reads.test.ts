import { orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { canary, delivered, person, until } from '../forget/people.js'
import { numbered } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { hearChanges, soon } from './hearings.js'

/** A store, and how often memberships were read in it, and all calls. */
const counted = (store: EventStore) => {
  const asked = { memberships: 0, calls: 0 }
  const counting: EventStore = {
    ...store,
    append: (...call) => {
      asked.calls += 1
      return store.append(...call)
    },
    readStream: (...call) => {
      asked.calls += 1
      if (call[1].startsWith('membership/')) asked.memberships += 1
      return store.readStream(...call)
    },
    readAll: (...call) => {
      asked.calls += 1
      return store.readAll(...call)
    },
  }
  return { store: counting, asked }
}

describe('the changes that listeners are told of', () => {
  test('are read only where an event is late, or somebody else recorded the one before', async () => {
    const { store, asked } = counted(memoryStore())
    const { ledger } = ledgerOver(store)
    const { changes } = hearChanges(ledger)
    const readsOf = async (recorder: typeof ledger, id: number): Promise<number> => {
      const before = asked.memberships
      await ingestAll(recorder, [numbered(id)])
      await soon()
      return asked.memberships - before
    }
    expect(await readsOf(ledger, 10)).toBe(0)
    expect(await readsOf(ledger, 20)).toBe(0)
    expect(await readsOf(ledger, 15)).toBe(1)
    expect(await readsOf(ledger, 30)).toBe(0)
    expect(await readsOf(ledgerOver(store).ledger, 40)).toBe(0)
    expect(await readsOf(ledger, 50)).toBe(1)
    expect(await readsOf(ledger, 60)).toBe(0)
    await ledger.close()
    expect(new Set(changes.map(({ position }) => position))).toEqual(new Set([1, 2, 3, 4, 6, 7]))
  })

  test('cost nothing where nobody listens for any of them', async () => {
    const asksOf = async (listen: (ledger: ReturnType<typeof ledgerOver>['ledger']) => void) => {
      const { store, asked } = counted(memoryStore())
      const { ledger } = ledgerOver(store)
      listen(ledger)
      await ingestAll(ledger, [numbered(1), numbered(3), numbered(2)])
      await ledger.close()
      return asked
    }
    const unheard = await asksOf(() => {})
    expect(await asksOf((ledger) => ledger.on('recorded', () => {}))).toEqual(unheard)
    expect((await asksOf((ledger) => ledger.on('linked', () => {}))).calls).toBeGreaterThan(unheard.calls)
  })

  test.each(['here', 'elsewhere'] as const)('hold nothing of a person who was forgotten %s', async (where) => {
    const store = memoryStore()
    const { ledger } = ledgerOver(store)
    const { changes } = hearChanges(ledger)
    await ingestAll(ledger, [delivered('a'), delivered('b', -500)])
    await soon()
    expect(JSON.stringify(changes)).toContain(canary('b'))
    const heard = changes.length
    await orThrow((where === 'here' ? ledger : ledgerOver(store).ledger).forget(person, { until }))
    await ingestAll(ledger, [delivered('late', -700), delivered('later', 1, { details: { membershipNumber: 'new' } })])
    await ledger.close()
    const told = JSON.stringify(changes.slice(heard))
    expect(told).toContain('"membershipNumber":"new"')
    expect(told.replaceAll(`${canary('later')}@`, '')).not.toContain('yranac')
  })

  test('hold nothing of a person who was forgotten elsewhere while a late one was read', async () => {
    const memory = memoryStore()
    let isToForget = false
    const store: EventStore = {
      ...memory,
      readStream: async (...call) => {
        if (isToForget && call[1].startsWith('membership/')) {
          isToForget = false
          await orThrow(ledgerOver(memory).ledger.forget(person, { until }))
        }
        return memory.readStream(...call)
      },
    }
    const { ledger } = ledgerOver(store)
    const { changes } = hearChanges(ledger)
    await ingestAll(ledger, [delivered('a')])
    await soon()
    const heard = changes.length
    isToForget = true
    await ingestAll(ledger, [delivered('b', -2000)])
    await ledger.close()
    expect(isToForget).toBe(false)
    expect(changes.slice(heard)[0]).toMatchObject({ event: { eventId: 'b' }, late: true })
    expect(JSON.stringify(changes.slice(heard))).not.toContain('yranac')
  })

  test('of 1,000 new facts take no call beside those of the ingest', async () => {
    const { store, asked } = counted(memoryStore())
    const { ledger } = ledgerOver(store)
    const { changes } = hearChanges(ledger)
    await orThrow(ledger.ingestMany(Array.from({ length: 1000 }, (_, id) => numbered(id))))
    await ledger.close()
    expect(asked.calls).toBe(2)
    expect(new Set(changes.map(({ position }) => position)).size).toBe(1000)
  })
})
