import type { SubscriptionOptions } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import { ledgerOver } from '../ledgers.js'
import { sharedStore } from './subscribing.js'

const good: SubscriptionOptions = { name: 'n', orgId: 'all', from: 'end', handle: () => {} }

const wrong: readonly (readonly [string, unknown])[] = [
  ['name', { ...good, name: '' }],
  ['name', { ...good, name: 'n'.repeat(194) }],
  ['name', { ...good, name: 'a\0b' }],
  ['name', { ...good, name: 7 }],
  ['orgId', { ...good, orgId: 0 }],
  ['orgId', { ...good, orgId: 'some' }],
  ['from', { ...good, from: 3 }],
  ['from', { ...good, orgId: 1, from: -1 }],
  ['from', { ...good, orgId: 1, from: 'now' }],
  ['handle', { ...good, handle: undefined }],
  ['handle', { ...good, handle: {} }],
  ['batch', { ...good, batch: 0 }],
  ['batch', { ...good, batch: 10_001 }],
  ['retry', { ...good, retry: 3 }],
  ['retry.attempts', { ...good, retry: { attempts: 0 } }],
  ['retry.initialDelayMs', { ...good, retry: { initialDelayMs: -1 } }],
  ['retry.maxDelayMs', { ...good, retry: { maxDelayMs: 0.5 } }],
  ['onPoison', { ...good, onPoison: 'skip' }],
  ['leaseMs', { ...good, leaseMs: 2 }],
  ['signal', { ...good, signal: {} }],
  ['subscribe', undefined],
  ['subscribe.nmae', { ...good, nmae: 'x' }],
  ['retry.retries', { ...good, retry: { retries: 3 } }],
  ['from', { ...good, orgId: 1, from: NaN }],
]

test.each(wrong)('A wrong %s is refused at once', (option, options) => {
  const { ledger } = ledgerOver(sharedStore())
  expect(() => ledger.subscribe(options as SubscriptionOptions)).toThrow(
    expect.objectContaining({ error: expect.objectContaining({ _tag: 'InvalidOption', option }) as unknown }),
  )
})

test.each([
  ['from', { ...good, orgId: 1, from: 'start' }, ["'beginning'", "'end'", 'position']],
  ['orgId', { ...good, orgId: 'every' }, ["'all'", 'orgId']],
  ['onPoison', { ...good, onPoison: 'skip' }, ["'stop'", "'park'"]],
  ['subscribe.form', { ...good, form: 'end' }, ['from', 'handle', 'leaseMs']],
])('A wrong %s is answered with the words that are possible', (_, options, words) => {
  const { ledger } = ledgerOver(sharedStore())
  for (const word of words) expect(() => ledger.subscribe(options as SubscriptionOptions)).toThrow(word)
})

test('Options that are undefined have their defaults, and later changes of the given object make no difference', async () => {
  const { ledger } = ledgerOver(sharedStore())
  const given = { ...good, batch: undefined, retry: undefined, leaseMs: undefined, signal: undefined }
  const subscription = ledger.subscribe(given)
  Object.assign(given, { name: 'another', handle: undefined })
  expect(subscription.name).toBe('n')
  expect(await subscription.caughtUp()).toBe(true)
  await ledger.close()
  expect(await subscription.caughtUp()).toEqual({ _tag: 'stopped' })
})

test('The longest name is taken, and what is left out has its default', async () => {
  const { ledger } = ledgerOver(sharedStore())
  const subscription = ledger.subscribe({ ...good, name: 'n'.repeat(193) })
  expect(await subscription.caughtUp()).toBe(true)
  await ledger.close()
  expect(await subscription.ended).toEqual({ _tag: 'stopped' })
})

test('A closed ledger takes no subscription', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ledger.close()
  expect(() => ledger.subscribe(good)).toThrow(
    expect.objectContaining({ error: { _tag: 'StoreClosed', retryable: false } }),
  )
})
