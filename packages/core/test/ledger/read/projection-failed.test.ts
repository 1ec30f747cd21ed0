import type { PartnerProgramEvent } from '@partner-ledger/core/membership'
import type { EventStore } from '@partner-ledger/core/store'
import { left, outcomeUnknown } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { key, numbered } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const bodies = [numbered(1), numbered(2), numbered(3)]

const thrown: readonly unknown[] = [new Error('of the host'), 'a text', undefined]

describe.each(storeKinds)('a projection of the host over $name', ({ open }) => {
  test.each(thrown)('that throws %j is told of with its event, and the store is not blamed', async (cause) => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, bodies)
    const seen: string[] = []
    const evolve = (count: number, { eventId }: PartnerProgramEvent): number => {
      seen.push(eventId)
      if (eventId === 'e-2') throw cause
      return count + 1
    }
    const [, second] = positions(await store.readAll(String(key.orgId), 0, 10))
    expect(await ledger.replay(key.orgId, { initial: 0, evolve })).toEqual(
      left({ _tag: 'ProjectionFailed', retryable: false, position: second, cause }),
    )
    expect(seen).toEqual(['e-1', 'e-2'])
  })

  test('is not blamed where the store rejects', async () => {
    const store: EventStore = { ...open(), readAll: () => Promise.reject(new Error('of the store')) }
    const { ledger } = ledgerOver(store)
    const answer = await ledger.replay(key.orgId, { initial: 0, evolve: (count) => count + 1 })
    expect(answer).toEqual(left(outcomeUnknown('the store rejected instead of answering')))
  })
})

const positions = (read: Awaited<ReturnType<EventStore['readAll']>>): readonly number[] =>
  read._tag === 'Right' ? read.right.events.map(({ position }) => position) : expect.fail('unreadable')
