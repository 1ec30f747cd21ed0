import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { temporaryFolder } from '../temporary-folder.js'

const open = sqliteStore as unknown as (options: unknown) => { close(): Promise<void> }

const failureOf = (call: () => unknown): unknown => {
  try {
    return call()
  } catch (thrown) {
    return (thrown as { readonly error?: unknown }).error
  }
}

describe('an option of the store', () => {
  it.each([
    ['busyMs', -1],
    ['busyMs', '5s'],
    ['busyMs', NaN],
    ['busyMs', 2 ** 31],
    ['answerWithin', 0],
    ['answerWithin', Infinity],
    ['pollMs', 0],
    ['pollMs', 1.5],
    ['readonly', 'yes'],
    ['clock', Date],
    ['clock', 5],
    ['readOnly', true],
    ['busy', 5],
  ])('`%s` that is %s is refused by name, and no file is made', (name, value) => {
    const path = join(temporaryFolder(), 'ledger.db')
    expect(failureOf(() => open({ path, [name]: value }))).toMatchObject({ _tag: 'InvalidOption', option: name })
    expect(existsSync(path)).toBe(false)
  })

  it('that is undefined counts as absent', async () => {
    const store = open({
      path: ':memory:',
      clock: undefined,
      busyMs: undefined,
      pollMs: undefined,
      readonly: undefined,
    })
    await store.close()
    await expect(store.close()).resolves.toBeUndefined()
  })

  it.each([undefined, null, './ledger.db', 5, {}])('%j for all of them names no file', (options) => {
    expect(failureOf(() => open(options))).toMatchObject({ _tag: 'CannotOpen', reason: 'path' })
  })
})
