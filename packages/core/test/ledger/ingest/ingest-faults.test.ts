import { type Ledger, orThrow } from '@partner-ledger/core'
import { left, right, unavailable } from '@partner-ledger/core/store'
import type { EventStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { body, broken, key, now } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { everyStoreError, failingStore, rejectingStore, storeKinds, withAppend, withoutDedupe } from '../stores.js'
import { bare } from '../query/organisation.js'

const calls: Readonly<Record<string, (ledger: Ledger) => Promise<unknown>>> = {
  'ingest of a fact': (ledger) => ledger.ingest(body()),
  'ingest of an undecodable body': (ledger) => ledger.ingest(broken()),
  ingestMany: (ledger) => ledger.ingestMany([body(), broken()]),
  membership: (ledger) => ledger.membership(key),
  events: (ledger) => ledger.events(key),
  timeline: (ledger) => ledger.timeline(key),
  explain: (ledger) => ledger.explain(key, 'tier'),
  organisations: (ledger) => ledger.organisations(),
  replay: (ledger) => ledger.replay(key.orgId, { initial: 0, evolve: (n) => n + 1 }),
  'quarantine.list': (ledger) => ledger.quarantine.list(),
  'quarantine.show': (ledger) => ledger.quarantine.show('x'),
  'quarantine.redrive': (ledger) => ledger.quarantine.redrive('x'),
  'quarantine.redriveAll': (ledger) => ledger.quarantine.redriveAll(),
  'quarantine.discard': (ledger) => ledger.quarantine.discard('x'),
}

describe.each(Object.entries(calls))('%s', (_, call) => {
  test.each(everyStoreError)('answers $_tag of a failing store as it is', async (error) => {
    const { ledger } = ledgerOver(failingStore(memoryStore(), error))
    expect(await call(ledger)).toEqual(left(error))
  })

  test('takes a rejecting store for an unknown outcome', async () => {
    const { ledger } = ledgerOver(rejectingStore(memoryStore()))
    expect(await call(ledger)).toMatchObject({ _tag: 'Left', left: { _tag: 'OutcomeUnknown', retryable: true } })
  })

  test('takes a store that throws for an unknown outcome', async () => {
    const thrown = (): never => {
      throw new Error('out of order')
    }
    const store = {
      ...memoryStore(),
      append: thrown,
      readStream: thrown,
      readAll: thrown,
      streams: thrown,
      heads: thrown,
    }
    expect(await call(ledgerOver(store).ledger)).toMatchObject({ _tag: 'Left', left: { _tag: 'OutcomeUnknown' } })
  })
})

test('eachMembership throws what the store answers', async () => {
  const { ledger } = ledgerOver(failingStore(bare(memoryStore()), everyStoreError[0] ?? expect.fail('no error')))
  const first = ledger.eachMembership({ orgId: 1 })[Symbol.asyncIterator]().next()
  await expect(first).rejects.toMatchObject({
    name: 'LedgerError',
    error: { _tag: 'Unavailable' },
  })
})

/** A store that stores the first append and loses the answer. */
const losingAnswers = (store: EventStore): EventStore => {
  let lost = false
  return withAppend(store, async (pass) => {
    const answer = await pass()
    if (lost) return answer
    lost = true
    throw new Error('the connection is gone')
  })
}

describe.each(storeKinds)('a lost answer over $name', ({ open }) => {
  const sentAgain = async (store: EventStore): Promise<number> => {
    const { ledger } = ledgerOver(losingAnswers(store))
    expect(await ledger.ingest(body())).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
    await orThrow(ledger.ingest(body()))
    return (await orThrow(ledger.events(key))).length
  }

  test('ends in one event when the body is sent again', async () => {
    expect(await sentAgain(open())).toBe(1)
  })

  test('would end in two if the store did not know its ids', async () => {
    expect(await sentAgain(withoutDedupe(open()))).toBe(2)
  })

  test('a fault after the append does not say that nothing was stored', async () => {
    const store = open()
    const gone = () => Promise.resolve(left(unavailable('gone')))
    await orThrow(ledgerOver(store).ledger.forget(key, { until: now }))
    const { ledger } = ledgerOver({ ...store, forget: gone })
    expect(await ledger.ingest(body())).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
    expect((await orThrow(store.readAll('50191', 0, 10))).events).not.toEqual([])
  })

  test('a store that answers a conflict, or too few outcomes, is not believed', async () => {
    for (const outcomes of [[{ _tag: 'conflict', version: 3 }], [], undefined]) {
      const answer = { epoch: 'e', head: 0, outcomes }
      const store = withAppend(open(), () => Promise.resolve(right(answer as never)))
      expect(await ledgerOver(store).ledger.ingest(body())).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
    }
  })
})

describe('what is no body', () => {
  const wrong = [{ eventName: 'partnerProgramLinked' }, undefined, null, 7, ['{}']] as unknown as string[]

  test('is told of as a mistake of the caller, since a parsed body is the likeliest one', async () => {
    const { ledger } = ledgerOver(memoryStore())
    for (const given of wrong)
      expect(await ledger.ingest(given)).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'body' } })
  })

  test('is told of among many as well', async () => {
    const { ledger } = ledgerOver(memoryStore())
    for (const given of wrong)
      expect(await ledger.ingestMany([body(), given])).toMatchObject({ left: { _tag: 'InvalidArgument' } })
  })
})
