import { setTimeout } from 'node:timers/promises'

import { expect, it, vi } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { headOf, rightOf, sampleAppend } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

it('an append wakes who listens to its tenant, through the same handle and through another one', async () => {
  const path = `${temporaryFolder()}/ledger.db`
  const [own, other] = [sqliteStore({ path, pollMs: 5 }), sqliteStore({ path, pollMs: 5 })]
  const heard = { own: 0, other: 0, foreign: 0 }
  own.onAppend('1', () => (heard.own += 1))
  own.onAppend('2', () => (heard.foreign += 1))
  const end = other.onAppend('1', () => (heard.other += 1))
  await rightOf(own.append('1', [sampleAppend('s', 'a')]))
  expect(heard.foreign).toBe(0)
  await vi.waitFor(() => expect([heard.own, heard.other > 0]).toEqual([1, true]))
  end()
  const before = heard.other
  await rightOf(own.append('1', [sampleAppend('s', 'b')]))
  await rightOf(own.append('1', [sampleAppend('s', 'b')]))
  await setTimeout(30)
  expect(heard).toEqual({ own: 2, other: before, foreign: 0 })
  await Promise.all([own.close(), other.close()])
})

it('a listener that throws harms nobody’s append', async () => {
  const store = sqliteStore({ path: ':memory:' })
  const thrown: unknown[] = []
  const keep = (error: unknown): void => void thrown.push(error)
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException').on('uncaughtException', keep)
  store.onAppend('1', () => {
    throw new Error('the listener’s own')
  })
  await rightOf(store.append('1', [sampleAppend('s', 'a')]))
  await setTimeout(5)
  process.removeAllListeners('uncaughtException')
  for (const listener of listeners) process.on('uncaughtException', listener)
  expect(thrown).toEqual([new Error('the listener’s own')])
  expect(await headOf(store, '1')).toBe(1)
  await store.close()
})
