import { setImmediate } from 'node:timers/promises'

import type { Append, EventStore } from '@partner-ledger/core/store'
import { expect, it } from 'vitest'

import { memoryLog } from '../src/memory-log.js'
import { memoryStore } from '../src/memory-store.js'

const appendOf = (id: string): Append => ({
  stream: 'orders',
  expected: 'any',
  event: { id, type: 'linked', occurredAt: 5, schema: 1, facts: { tier: 1 } },
})

const add = async (store: EventStore, id: string): Promise<void> => {
  expect(await store.append('acme', [appendOf(id)])).toMatchObject({
    _tag: 'Right',
    right: { outcomes: [{ _tag: 'appended' }] },
  })
}

const ids = async (store: EventStore): Promise<unknown> => {
  const answer = await store.readAll('acme', 0, 10)
  return answer._tag === 'Right' ? answer.right.events.map(({ id }) => id) : answer.left
}

it('a store of its own shares nothing with another', async () => {
  const [one, other] = [memoryStore(), memoryStore()]
  await add(one, 'a')
  expect(await ids(one)).toEqual(['a'])
  expect(await ids(other)).toEqual([])
  expect(await one.heads('', 1)).not.toEqual(await other.heads('', 1))
})

it('handles on one log see each other, and what they kept outlives all of them', async () => {
  const log = memoryLog()
  const [one, other] = [memoryStore({ log }), memoryStore({ log })]
  await add(one, 'a')
  await one.close()
  await add(other, 'b')
  await other.close()
  expect(await ids(memoryStore({ log }))).toEqual(['a', 'b'])
})

it('an append wakes the subscribers of its tenant through every handle, after it was answered for', async () => {
  const log = memoryLog()
  const [one, other] = [memoryStore({ log }), memoryStore({ log })]
  const woken: string[] = []
  one.onAppend('acme', () => woken.push('one'))
  const end = other.onAppend('acme', () => woken.push('other'))
  other.onAppend('else', () => woken.push('else'))
  const adding = add(one, 'a')
  expect(woken).toEqual([])
  await adding
  await setImmediate()
  expect(woken).toEqual(['one', 'other'])
  end()
  await add(one, 'b')
  await setImmediate()
  expect(woken).toEqual(['one', 'other', 'one'])
})

it('a wake that is ended or whose store is closed before its turn does not run', async () => {
  const log = memoryLog()
  const [one, other] = [memoryStore({ log }), memoryStore({ log })]
  const woken: string[] = []
  const end = one.onAppend('acme', () => woken.push('ended'))
  other.onAppend('acme', () => woken.push('closed'))
  const adding = add(one, 'a')
  end()
  await other.close()
  await adding
  await setImmediate()
  expect(woken).toEqual([])
  expect(log.wakes.size).toBe(0)
})

it('one function that subscribes twice is woken twice, and ended once is woken once', async () => {
  const store = memoryStore()
  let wakes = 0
  const wake = (): void => {
    wakes += 1
  }
  const end = store.onAppend('acme', wake)
  store.onAppend('acme', wake)
  await add(store, 'a')
  await setImmediate()
  expect(wakes).toBe(2)
  end()
  await add(store, 'b')
  await setImmediate()
  expect(wakes).toBe(3)
})

it('the clock of a handle is raised to the last time that any handle recorded', async () => {
  const log = memoryLog()
  await add(memoryStore({ log, clock: () => 70 }), 'a')
  const late = memoryStore({ log, clock: () => 50 })
  await add(late, 'b')
  const answer = await late.readAll('acme', 0, 10)
  expect(answer._tag === 'Right' && answer.right.events.map(({ recordedAt }) => recordedAt)).toEqual([70, 70])
})

it('knows every id of a stream, be they few or many', async () => {
  const store = memoryStore()
  const names = Array.from({ length: 30 }, (_, n) => `id-${n}`)
  for (const [last, name] of names.entries()) {
    await add(store, name)
    for (const [index, known] of names.slice(0, last + 1).entries())
      expect(await store.append('acme', [appendOf(known)])).toMatchObject({
        right: { outcomes: [{ _tag: 'duplicate', version: index + 1 }] },
      })
  }
  expect(await store.readAll('acme', 30, 1)).toMatchObject({
    right: { head: 30, at: 'id-29', events: [], more: false },
  })
})
