import { type HookFailure, orThrow, type Receipt } from '@partner-ledger/core'
import { foldMembership, initial } from '@partner-ledger/core/membership'
import { EventEmitter } from 'eventemitter3'
import { describe, expect, test } from 'vitest'

import { body, broken, key, numbered, type Stated } from '../deliveries.js'
import { hearChanges, soon } from './hearings.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { denseStoreKinds } from '../stores.js'

const at = (time: number, stated: Stated = {}): string =>
  body({ ...stated, root: { eventId: `e-${time}`, createdAt: time, ...stated.root } })

const story = [
  at(10),
  at(20, { name: 'partnerProgramUpdated', details: { partnerTierNumber: 3, membershipNumber: '9' } }),
  at(30, { name: 'supplementaryMembershipExpiryReminder', data: { scheduledExpiryDate: '2027-01-01' } }),
  at(40, { name: 'partnerProgramDelinked', data: { partnerProgramName: 'Riders' } }),
  at(50),
  at(45, { name: 'partnerProgramUpdated', details: { partnerTierNumber: 7 } }),
]

describe.each(denseStoreKinds)('hooks over $name', ({ open }) => {
  test('tell the changes of a story, each by its name', async () => {
    const { ledger } = ledgerOver(open())
    const { names, changes } = hearChanges(ledger)
    await ingestAll(ledger, story)
    await ledger.close()
    expect(names).toEqual([
      'linked 1',
      'tierChanged 2',
      'membershipNumberChanged 2',
      'expiryChanged 3',
      'reminded 3',
      'delinked 4',
      'programChanged 4',
      'relinked 5',
      'programChanged 5',
      'anomaly 6',
    ])
    expect(changes[0]).toMatchObject({ key, before: initial(key), late: false, transitions: ['linked'] })
    expect(changes.at(-1)).toMatchObject({ late: true, event: { eventId: 'e-45' }, position: 6 })
  })

  test('what they tell is what the log holds', async () => {
    const { ledger } = ledgerOver(open())
    const { changes } = hearChanges(ledger)
    await ingestAll(ledger, story)
    const logged = await orThrow(ledger.events(key))
    await ledger.close()
    for (const change of changes) {
      const { event, recordedAt } = logged[change.position - 1] ?? expect.fail('not in the log')
      const until = (position: number) => logged.filter((one) => one.position <= position).map((one) => one.event)
      expect(change).toMatchObject({ event, recordedAt })
      expect(change.before).toEqual(foldMembership(key, until(change.position - 1)))
      expect(change.after).toEqual(foldMembership(key, until(change.position)))
    }
  })

  test('recorded is told of every new fact, and of no duplicate', async () => {
    const { ledger } = ledgerOver(open())
    const told: Receipt[] = []
    ledger.on('recorded', (receipt) => void told.push(receipt))
    const receipts = await ingestAll(ledger, [numbered(1), numbered(2), numbered(1)])
    await orThrow(ledger.ingestMany([numbered(2), numbered(3), numbered(3)]))
    await ledger.close()
    expect(told.slice(0, 2)).toEqual(receipts.slice(0, 2))
    expect(told).toMatchObject([{ eventId: 'e-1' }, { eventId: 'e-2' }, { eventId: 'e-3' }])
  })

  test('quarantined is told of everything that is kept apart', async () => {
    const { ledger } = ledgerOver(open())
    const told: Receipt[] = []
    ledger.on('quarantined', (receipt) => void told.push(receipt))
    const receipts = await ingestAll(ledger, [
      broken(),
      body({ name: 'pointsAdded' }),
      body(),
      body({ data: { partnerProgramName: 'x' } }),
    ])
    await ledger.close()
    expect(told).toEqual(receipts.filter(({ _tag }) => _tag === 'Quarantined'))
    expect(told).toHaveLength(3)
  })

  test('a receipt comes before its hooks', async () => {
    const { ledger } = ledgerOver(open())
    const order: string[] = []
    ledger.on('recorded', () => void order.push('recorded'))
    ledger.on('linked', () => void order.push('linked'))
    ledger.on('quarantined', () => void order.push('quarantined'))
    await orThrow(ledger.ingest(body()))
    order.push('receipt')
    await soon()
    await orThrow(ledger.ingest(broken()))
    order.push('receipt')
    await ledger.close()
    expect(order).toEqual(['receipt', 'recorded', 'linked', 'receipt', 'quarantined'])
  })

  test('a listener that throws, rejects or never settles hurts nobody', async () => {
    const { ledger, log } = ledgerOver(open())
    const cause = new Error('of the host')
    const told: string[] = []
    const failures: HookFailure[] = []
    ledger.on('linked', () => {
      throw cause
    })
    ledger.on('linked', () => Promise.reject(cause))
    ledger.on('linked', () => new Promise(() => {}))
    ledger.on('linked', ({ event }) => void told.push(event.eventId))
    ledger.on('error', () => {
      throw new Error('the listener of errors fails as well')
    })
    ledger.on('error', (failure) => void failures.push(failure))
    await ingestAll(ledger, [at(1), at(2, { customer: { customerId: 8 } })])
    await soon()
    expect(told).toEqual(['e-1', 'e-2'])
    expect(failures).toMatchObject(Array(4).fill({ _tag: 'ListenerFailed', hook: 'linked', cause }))
    const listenerFailed = (hook: string) => ({ level: 'error', code: 'listener-failed', hook })
    expect(log.filter(({ hook }) => hook === 'linked')).toEqual(Array(4).fill(listenerFailed('linked')))
    expect(log.filter(({ hook }) => hook === 'error')).toEqual(Array(4).fill(listenerFailed('error')))
  })

  test('a listener that ends itself or another while it is called takes nothing from the rest', async () => {
    const { ledger } = ledgerOver(open())
    const told: string[] = []
    const endFirst = ledger.on('recorded', () => {
      told.push('first')
      endFirst()
      endSecond()
    })
    const endSecond = ledger.on('recorded', () => void told.push('second'))
    ledger.on('recorded', () => void told.push('third'))
    await ingestAll(ledger, [numbered(1), numbered(2)])
    await ledger.close()
    expect(told).toEqual(['first', 'third', 'third'])
  })

  test('one function given twice is called twice, and each end ends one', async () => {
    const { ledger } = ledgerOver(open())
    let calls = 0
    const listener = (): void => void (calls += 1)
    const end = ledger.on('recorded', listener)
    ledger.on('recorded', listener)
    await ingestAll(ledger, [numbered(1)])
    await soon()
    expect(calls).toBe(2)
    end()
    end()
    await ingestAll(ledger, [numbered(2)])
    await ledger.close()
    expect(calls).toBe(3)
  })

  test('a listener may ask the ledger, and give it more', async () => {
    const { ledger } = ledgerOver(open())
    const told: string[] = []
    ledger.on('recorded', async ({ eventId }) => {
      told.push(eventId)
      if (eventId === 'e-1') await orThrow(ledger.ingest(numbered(2)))
      if (eventId === 'e-2') expect(await orThrow(ledger.events(key))).toHaveLength(2)
    })
    await orThrow(ledger.ingest(numbered(1)))
    await soon(20)
    await ledger.close()
    expect(told).toEqual(['e-1', 'e-2'])
    expect(await entriesOf(ledgerOver(open()).ledger)).toEqual([])
  })
})

test('a raw emitter would stop at the first listener that throws, and throw into the caller', () => {
  const emitter = new EventEmitter()
  const told: string[] = []
  emitter.on('linked', () => {
    throw new Error('of the host')
  })
  emitter.on('linked', () => told.push('second'))
  expect(() => emitter.emit('linked')).toThrow('of the host')
  expect(told).toEqual([])
})
