import { type HookFailure, orThrow } from '@partner-ledger/core'
import { left, unavailable } from '@partner-ledger/core/store'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { ingestBody } from '../../../src/ledger/ingest/ingest.js'
import { body, key, numbered } from '../deliveries.js'
import { contextOver } from '../ingest-contexts.js'
import { hearChanges, soon } from './hearings.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { drawing } from '../orders.js'
import { storeKinds, withAppend } from '../stores.js'

/** A store whose answers to `append` come back in an order of their own. */
const outOfOrder = (store: EventStore, seed: number): EventStore => {
  const draw = drawing(seed)
  return withAppend(store, async (pass) => {
    const answer = pass()
    await soon(draw(12))
    return answer
  })
}

const bodies = Array.from({ length: 60 }, (_, index) =>
  numbered(index, { orgId: index % 2 === 0 ? 1 : 2, data: undefined, ...(index % 10 === 9 ? { eventId: 'e-1' } : {}) }),
).map((text, index) => text.replace('"data":undefined,', '').replace('354971193', String((index % 3) + 1)))

const isAscending = (positions: readonly number[]): boolean =>
  positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0))

describe.each(storeKinds)('appends that answer out of order over $name', ({ open }) => {
  test.each([1, 2, 3])('are told in the order of positions, seed %i', async (seed) => {
    const { ledger } = ledgerOver(outOfOrder(open(), seed))
    const told = new Map<number, number[]>([
      [1, []],
      [2, []],
    ])
    ledger.on('recorded', (recorded) => void told.get(recorded.key.orgId)?.push(recorded.position))
    const { changes } = hearChanges(ledger)
    const receipts = await Promise.all(bodies.map((text) => orThrow(ledger.ingest(text))))
    await ledger.close()
    for (const [orgId, positions] of told) {
      const recorded = receipts.filter((receipt) => receipt._tag === 'Recorded' && receipt.key.orgId === orgId)
      expect(positions).toHaveLength(recorded.length)
      expect(isAscending(positions)).toBe(true)
      const changed = changes.filter((change) => change.key.orgId === orgId).map((change) => change.position)
      expect(changed.length).toBeGreaterThan(0)
      expect(changed).toEqual([...changed].sort((a, b) => a - b))
    }
  })

  test('would be told out of order without an announcer that waits', async () => {
    const told: number[] = []
    const context = contextOver(outOfOrder(open(), 1), {
      onAppendStart: () => (facts) => void told.push(...facts.map(({ record }) => record.position)),
    })
    const receipts = bodies.filter((_, index) => index % 2 === 0).map((text) => orThrow(ingestBody(context, text)))
    expect(await Promise.all(receipts)).toHaveLength(30)
    expect(told.length).toBeGreaterThan(20)
    expect(isAscending(told)).toBe(false)
  })
})

describe('a store that breaks its word', () => {
  test.each([
    ['rejects', (): Promise<never> => Promise.reject(new Error('out of order'))],
    ['answers an error', () => Promise.resolve(left(unavailable('busy')))],
  ])('once and %s an append is followed by hooks as before', async (_, fault) => {
    let broke = false
    const store = withAppend(storeKinds[0]?.open() ?? expect.fail(), (pass) => {
      if (broke) return pass()
      broke = true
      return fault()
    })
    const { ledger } = ledgerOver(store)
    const { names } = hearChanges(ledger)
    expect(await ledger.ingest(body())).toMatchObject({ _tag: 'Left' })
    expect(await ledger.ingest(body())).toMatchObject({ _tag: 'Right' })
    await ledger.close()
    expect(names).toEqual(['linked 1'])
  })

  test.each([
    ['rejects', (): Promise<never> => Promise.reject(new Error('out of order')), 'OutcomeUnknown'],
    ['answers an error', () => Promise.resolve(left(unavailable('busy'))), 'Unavailable'],
  ])('once and %s a read of a change is told to error, and the next change is told', async (_, fault, tag) => {
    const memory = storeKinds[0]?.open() ?? expect.fail()
    let broke = false
    const store: EventStore = {
      ...memory,
      readStream: (...call) => {
        if (broke || !call[1].startsWith('membership/')) return memory.readStream(...call)
        broke = true
        return fault()
      },
    }
    await ingestAll(ledgerOver(memory).ledger, [numbered(0)])
    const { ledger } = ledgerOver(store)
    const failures: HookFailure[] = []
    ledger.on('error', (failure) => void failures.push(failure))
    const { names } = hearChanges(ledger)
    await orThrow(ledger.ingest(numbered(1)))
    await soon()
    await orThrow(ledger.ingest(numbered(2)))
    await ledger.close()
    expect(failures).toMatchObject([{ _tag: 'ChangeUnavailable', position: 2, error: { _tag: tag } }])
    expect(names).toEqual(['relinked 3', 'anomaly 3'])
    expect((await ledger.membership(key))._tag).toBe('Left')
  })
})
