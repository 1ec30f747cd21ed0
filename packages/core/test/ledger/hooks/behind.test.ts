import { orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { overflows, type HookFailure } from '../../../src/ledger/hooks/hook-failure.js'
import { tenantQueues } from '../../../src/ledger/hooks/tenant-queues.js'
import { listenerQueue, type MessageSource } from '../../../src/ledger/hooks/listener-queue.js'
import { numbered } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'

const many = 25_000

/** A mailbox whose listener is busy until it is let go, with so many letters; what was told of, and what was dropped. */
const overfull = async (): Promise<{ readonly told: readonly number[]; readonly dropped: readonly number[] }> => {
  const told: number[] = []
  const dropped: number[] = []
  let release = (): void => {}
  const stuck = new Promise<void>((resolve) => {
    release = resolve
  })
  let idle: Promise<void> | undefined
  const listener = async (position: number): Promise<void> => {
    await stuck
    told.push(position)
  }
  const box = listenerQueue(listener, {
    onBusy: (until) => {
      idle = until
    },
    onFailed: () => expect.fail(),
    onDropped: (sources) => dropped.push(...sources.map((source) => source?.position ?? 0)),
  })
  for (let position = 1; position <= many; position += 1)
    box.post({ payload: position, source: { orgId: 1, position } })
  release()
  await idle
  return { told, dropped }
}

describe('a listener that is behind', () => {
  test('is told of the newest, in order; what it is not told of is named', async () => {
    const { told, dropped } = await overfull()
    expect(told.length).toBeLessThanOrEqual(10_001)
    expect(told.at(-1)).toBe(many)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect([...told, ...dropped].toSorted((a, b) => a - b)).toEqual(Array.from({ length: many }, (_, at) => at + 1))
  })

  test('is named with the span of each organisation', () => {
    const places: (MessageSource | undefined)[] = [{ orgId: 1, position: 5 }, { orgId: 2, position: 9 }, undefined]
    expect(overflows('linked', [...places, { orgId: 1, position: 7 }])).toEqual([
      { _tag: 'ListenerOverflow', retryable: false, hook: 'linked', orgId: 1, from: 5, to: 7 },
      { _tag: 'ListenerOverflow', retryable: false, hook: 'linked', orgId: 2, from: 9, to: 9 },
      { _tag: 'ListenerOverflow', retryable: false, hook: 'linked', from: 0, to: 0 },
    ])
  })
})

test('all listeners are behind a call that records more than can wait: error and the log are told between which positions', async () => {
  const { ledger, log } = ledgerOver(memoryStore())
  const failures: HookFailure[] = []
  ledger.on('error', (failure) => void failures.push(failure))
  const told: number[] = []
  ledger.on('recorded', ({ position }) => void told.push(position))
  ledger.on('linked', () => {})
  await orThrow(ledger.ingestMany(bodiesOfMany(10_050)))
  await ledger.close({ timeoutMs: 60_000 })
  expect(failures).toMatchObject([{ _tag: 'ListenerOverflow', orgId: 50191 }])
  expect(failures[0]).not.toHaveProperty('hook')
  expect(log).toMatchObject([{ level: 'error', code: 'listener-overflow', orgId: 50191 }])
  const [failure] = failures
  if (failure?._tag !== 'ListenerOverflow') return expect.fail('nobody is behind')
  const missing = Array.from({ length: 10_050 }, (_, at) => at + 1).filter((position) => !told.includes(position))
  expect([missing[0], missing.at(-1), missing.length]).toEqual([failure.from, failure.to, 5000])
})

function* bodiesOfMany(count: number): Generator<string> {
  for (let member = 1; member <= count; member += 1)
    yield numbered(member).replace('"customerId":354971193', `"customerId":${member}`)
}

describe('appends that end in any order', () => {
  /** What lanes tell of appends to two organisations that end in the order of the scheduler. */
  const toldBy = async (s: fc.Scheduler, count: number, begin: ReturnType<typeof tenantQueues>['begin']) => {
    const told: string[] = []
    const positions = new Map<number, number>()
    const appending = Array.from({ length: count }, async (_, index) => {
      const orgId = (index % 2) + 1
      await s.schedule(Promise.resolve(), `call ${index}`)
      const ended = begin(orgId)
      const position = (positions.get(orgId) ?? 0) + 1
      positions.set(orgId, position)
      await s.schedule(Promise.resolve(), `answer ${index}`)
      ended([{ position, announce: () => void told.push(`${orgId} ${position}`) }])
    })
    await s.waitFor(Promise.all(appending))
    return { told, count }
  }

  const isInOrder = (told: readonly string[]): boolean =>
    ['1', '2'].every((orgId) => {
      const positions = told.filter((one) => one.startsWith(`${orgId} `)).map((one) => Number(one.slice(2)))
      return positions.every((position, index) => position === index + 1)
    })

  test('are told in the order of positions, all of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 12 }), async (s, count) => {
        const lanes = tenantQueues(() => expect.fail('nothing may be dropped'))
        const { told } = await toldBy(s, count, lanes.begin)
        await lanes.settled()
        expect(told).toHaveLength(count)
        expect(isInOrder(told)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('would not be if each were told as it ends: sabotage', async () => {
    const tellAtOnce: ReturnType<typeof tenantQueues>['begin'] = () => (news) => {
      for (const one of news) void one.announce()
    }
    const inOrder = fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 12 }), async (s, count) => {
      const { told } = await toldBy(s, count, tellAtOnce)
      return isInOrder(told)
    })
    expect(await fc.check(inOrder, { numRuns: 1000 })).toMatchObject({ failed: true })
  })
})
