import { join } from 'node:path'

import { createLedger } from '@partner-ledger/core'
import { appended, type EventStore, right } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { openStore } from '../../src/store.js'
import { faultyEngine } from './faulty-engine.js'
import { eventsOf } from '../sample-event.js'
import { rounds } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'
import { bodyOf } from '../workers/membership-bodies.js'

interface Told {
  readonly acknowledged: readonly string[]
  readonly stored: readonly string[]
  readonly refused: number
  readonly byHook: readonly string[]
  readonly bySubscription: readonly string[]
}

/** Ingests while there is no room, and once more when there is, over and over, while a hook and a subscription listen. */
const withoutRoom = async (
  count: number,
  broken: (append: EventStore['append']) => EventStore['append'] = (append) => append,
): Promise<Told> => {
  const engine = faultyEngine()
  const store = openStore({ path: join(temporaryFolder(), 'ledger.db') }, engine.open)
  const ledger = createLedger({ store: { ...store, append: broken(store.append) } })
  const [db] = engine.opened
  const told = { acknowledged: [] as string[], byHook: [] as string[], bySubscription: [] as string[], refused: 0 }
  ledger.on('recorded', ({ eventId }) => void told.byHook.push(eventId))
  const subscription = ledger.subscribe({
    name: 'told',
    orgId: 1,
    from: 'beginning',
    batch: 1,
    retry: { initialDelayMs: 1, maxDelayMs: 5 },
    handle: (delivery) => {
      if (delivery._tag === 'changed') told.bySubscription.push(delivery.event.eventId)
    },
  })
  let sent = 0
  const send = async (): Promise<boolean> => {
    const id = `1-${(sent += 1)}`
    const answer = await ledger.ingest(bodyOf(id).padEnd(9_000))
    if (answer._tag === 'Right') told.acknowledged.push(id)
    else expect(answer.left._tag).toBe('StoreFull')
    if (answer._tag === 'Left') told.refused += 1
    return answer._tag === 'Right'
  }
  for (let round = 0; round < count; round += 1) {
    const pages = Number(db?.pragma('page_count', { simple: true }))
    db?.pragma(`max_page_count = ${pages + (round % 12)}`)
    await Promise.all(Array.from({ length: 6 }, send))
    db?.pragma('max_page_count = 4294967294')
    expect(await send()).toBe(true)
  }
  await subscription.caughtUp()
  await ledger.close()
  const stored = (await eventsOf(store.readAll('1', 0, 10_000))).map(({ id }) => id)
  await store.close()
  return { ...told, stored }
}

/** Says that it stored what it did not. */
const swallowing =
  (append: EventStore['append']): EventStore['append'] =>
  async (tenant, appends) => {
    const answer = await append(tenant, appends)
    return answer._tag === 'Left' && answer.left._tag === 'StoreFull'
      ? right({ epoch: 'e', head: 1, outcomes: [appended(1, 1, 0)] })
      : answer
  }

describe('while there is no room', () => {
  it(
    'nobody is told of what was not stored, and everybody of all that was, in order, once there is room',
    { tags: 'fault:disk-full' },
    async () => {
      const { acknowledged, stored, refused, byHook, bySubscription } = await withoutRoom(rounds(25))
      expect(refused).toBeGreaterThan(rounds(25))
      expect(acknowledged.toSorted()).toEqual(stored.toSorted())
      expect({ byHook, bySubscription }).toEqual({ byHook: stored, bySubscription: stored })
      figures({ rounds: rounds(25), acknowledged: stored.length, lost: 0, 'told of and not stored': 0 })
    },
  )

  it(
    'a hook is told of what was not stored where that is swallowed: sabotage',
    { tags: 'twin:disk-full' },
    async () => {
      const { stored, byHook } = await withoutRoom(3, swallowing)
      expect(byHook.filter((id) => !stored.includes(id))).not.toEqual([])
    },
  )
})
