import { orThrow, type RedecodeProgress } from '@partner-ledger/core'
import type { EventStore, LedgerStore } from '@partner-ledger/core/store'
import { left, outcomeUnknown } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { ledgerOver } from '../ledgers.js'
import { storeKinds, type StoreKind } from '../stores.js'
import { recordStale } from './stale-log.js'
import { deliveries, orgId, today } from './stale-members.js'

const options = { zone: 'Asia/Kolkata', clock: () => today }
const tenant = String(orgId)

/** The store of a process that dies at its n-th append: before the store heard of it, or after it stored. */
const dying = (store: LedgerStore, at: number, death: 'before' | 'after'): LedgerStore => {
  let appends = 0
  const lost = left(outcomeUnknown('the process died'))
  return {
    ...store,
    append: async (...call) => {
      appends += 1
      if (appends > at || (appends === at && death === 'before')) return lost
      const answer = await store.append(...call)
      return appends === at ? lost : answer
    },
  }
}

/** What is in the log, whenever it was recorded. */
const contents = async (store: EventStore): Promise<readonly unknown[]> =>
  (await orThrow(store.readAll(tenant, 0, 100))).events.map(({ recordedAt: _, ...record }) => record)

const uninterrupted = async (open: StoreKind['open']): Promise<readonly unknown[]> => {
  const store = open()
  await recordStale(store, deliveries)
  await orThrow(ledgerOver(store, options).ledger.redecode({ orgId }, { apply: true }))
  return contents(store)
}

/** Dies at every append in turn, and is called again: the log is as one in which nothing went wrong. */
const isResumed = async (open: StoreKind['open'], spoil: (store: LedgerStore) => LedgerStore): Promise<void> => {
  const expected = await uninterrupted(open)
  for (const death of ['before', 'after'] as const)
    for (let at = 1; at <= 5; at += 1) {
      const store = open()
      await recordStale(store, deliveries)
      const dead = ledgerOver(dying(spoil(store), at, death), options).ledger
      expect(await dead.redecode({ orgId }, { apply: true })).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
      const { ledger } = ledgerOver(spoil(store), options)
      const done = await orThrow(ledger.redecode({ orgId }, { apply: true }))
      expect(done.recorded).toBe(death === 'before' ? 6 - at : 5 - at)
      expect(await contents(store)).toEqual(expected)
      const both = ['one', 'two'].map(() => ledgerOver(store, options).ledger.redecode({ orgId }, { apply: true }))
      for (const answer of await Promise.all(both)) expect(answer).toMatchObject({ right: { recorded: 0 } })
    }
}

describe.each(storeKinds)('a process that dies while it corrects, over $name,', ({ open }) => {
  test('leaves a log that the next call makes whole, adding nothing twice', () => isResumed(open, (store) => store))

  test('which is seen to fail where ids are new at each call', async () => {
    let made = 0
    const renaming = (store: LedgerStore): LedgerStore => ({
      ...store,
      append: (to, appends, seen) => {
        const [first, ...others] = appends.map((one) => ({
          ...one,
          event: { ...one.event, id: `made-${(made += 1)}` },
        }))
        return first === undefined ? expect.fail() : store.append(to, [first, ...others], seen)
      },
    })
    await expect(isResumed(open, renaming)).rejects.toMatchObject({ name: 'AssertionError' })
  })

  test('and another one that corrects at the same time record each correction once', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const both = ['one', 'two'].map(() => ledgerOver(store, options).ledger.redecode({ orgId }, { apply: true }))
    const recorded = (await Promise.all(both.map((one) => orThrow(one)))).map((one) => one.recorded)
    expect(recorded.reduce((sum, one) => sum + one)).toBe(5)
    expect(await contents(store)).toHaveLength(13)
  })
})

describe('a call that is aborted', () => {
  const [{ open } = { open: () => expect.fail() }] = storeKinds

  test('says how far it came, and another one goes on from there', async () => {
    const store = open()
    await recordStale(store, deliveries)
    const { ledger } = ledgerOver(store, options)
    const controller = new AbortController()
    const progress: RedecodeProgress[] = []
    const first = await orThrow(
      ledger.redecode(
        { orgId },
        {
          apply: true,
          signal: controller.signal,
          onProgress: (one) => {
            progress.push(one)
            if (one.recorded === 2) controller.abort()
          },
        },
      ),
    )
    expect(first).toMatchObject({ complete: false, position: 2, head: 8, decoded: 2, recorded: 2 })
    expect(progress.map(({ position, recorded }) => [position, recorded])).toEqual([
      [1, 1],
      [2, 2],
    ])
    const rest = await orThrow(ledger.redecode({ orgId, from: first.position + 1 }, { apply: true }))
    expect(rest).toMatchObject({ complete: true, recorded: 3, decoded: 6 })
    expect(await contents(store)).toEqual(await uninterrupted(open))
  })

  test('ends within a stream before the next body is read, and plans nothing of that stream', async () => {
    const store = open()
    await recordStale(store, deliveries.slice(6))
    const controller = new AbortController()
    const { ledger } = ledgerOver(
      {
        ...store,
        body: (of, position) => {
          controller.abort()
          return store.body(of, position)
        },
      },
      options,
    )
    const ended = await orThrow(ledger.redecode({ orgId }, { signal: controller.signal }))
    expect(ended).toMatchObject({ complete: false, position: 0, memberships: [], decoded: 0 })
    const aborted = await orThrow(ledger.redecode({ orgId }, { signal: AbortSignal.abort() }))
    expect(aborted).toMatchObject({ complete: false, position: 0 })
  })

  test('and one that fails say so, and nothing else', async () => {
    const store = open()
    await recordStale(store, deliveries)
    for (const call of ['body', 'readStream', 'readAll'] as const) {
      const { ledger } = ledgerOver({ ...store, [call]: () => Promise.resolve(left(outcomeUnknown(call))) }, options)
      expect(await ledger.redecode({ orgId }, { apply: true })).toEqual(left(outcomeUnknown(call)))
    }
  })
})

describe('arguments of redecode', () => {
  const [{ open } = { open: () => expect.fail() }] = storeKinds
  const { ledger } = ledgerOver(open(), options)

  test.each([
    ['scope', undefined, undefined],
    ['scope.orgId', {}, undefined],
    ['scope.orgId', { orgId: '50191' }, undefined],
    ['scope.from', { orgId, from: -1 }, undefined],
    ['scope.anomaly', { orgId, anomaly: 'unread' }, undefined],
    ['scope.customerId', { orgId, customerId: 7 }, undefined],
    ['apply', { orgId }, { apply: 'yes' }],
    ['signal', { orgId }, { signal: 5 }],
    ['onProgress', { orgId }, { onProgress: 5 }],
    ['dryRun', { orgId }, { dryRun: true }],
  ])('are refused by name: %s', async (argument, scope, given) => {
    const answer = await ledger.redecode(scope as never, given as never)
    expect(answer).toMatchObject({ left: { _tag: 'InvalidArgument', argument } })
  })
})
