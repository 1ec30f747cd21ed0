import { createContext, runInContext } from 'node:vm'

import {
  cannotOpen,
  corrupt,
  invalidArgument,
  invalidOption,
  isLedgerError,
  LedgerError,
  type LedgerFailure,
  storeFull,
  unavailable,
} from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { meanings } from '../../src/failure/meanings.js'
import { poisonEvent } from '../../src/failure/subscription-errors.js'

/** An error as another copy of the package makes it, whose class is unknown here. */
const ofAnotherCopy = (error: LedgerFailure): Error =>
  Object.defineProperty(Object.assign(new Error('of another copy'), { error }), Symbol.for(brand), { value: true })

const brand = '@partner-ledger/core/LedgerError'

describe('a LedgerError', () => {
  it('is an Error that carries its failure', () => {
    const thrown = new LedgerError(storeFull)
    expect(thrown).toBeInstanceOf(Error)
    expect([thrown.name, thrown.error, thrown.error._tag]).toEqual(['LedgerError', storeFull, 'StoreFull'])
  })

  it.each([
    [unavailable('busy'), true],
    [storeFull, true],
    [corrupt(3, 'facts'), false],
    [cannotOpen('locked', 'SQLITE_BUSY'), true],
    [cannotOpen('newer', 'version 9'), false],
    [{ _tag: 'UndecodableWebhook', issues: [{ kind: 'malformed', path: '', expected: 'JSON' }] } as const, false],
  ])('of %j may help when tried again: %s', (failure, retryable) => {
    expect(new LedgerError(failure).retryable).toBe(retryable)
  })

  it.each<[LedgerFailure, string]>([
    [storeFull, ''],
    [unavailable('busy'), ' `reason`: busy.'],
    [corrupt(3, 'facts'), ' `position`: 3, `reason`: facts.'],
    [invalidArgument('limit', 'a whole number'), ' `limit` must be a whole number.'],
    [invalidOption('zone', 'a name'), ' `zone` must be a name.'],
    [poisonEvent(7, 3, 5, new Error('15550000001')), ' `orgId`: 7, `position`: 3, `attempts`: 5.'],
    [
      { _tag: 'UndecodableWebhook', issues: [{ kind: 'missing', path: 'data.orgId', expected: 'a number' }] },
      ' `data.orgId`: missing, expected a number.',
    ],
  ])('says in one line what it is, what it carries and where to read on: %j', (failure, facts) => {
    const { _tag } = failure
    expect(new LedgerError(failure).message).toBe(
      `${_tag}: ${meanings[_tag]}${facts} See docs/errors.md#${_tag.toLowerCase()}`,
    )
  })

  it('hands the cause to Error, also one that is undefined, and has none otherwise', () => {
    const cause = new Error('of the engine')
    expect(new LedgerError(cannotOpen('disk', 'EIO', cause)).cause).toBe(cause)
    expect(Object.hasOwn(new LedgerError(poisonEvent(7, 3, 5, undefined)), 'cause')).toBe(true)
    expect(Object.hasOwn(new LedgerError(storeFull), 'cause')).toBe(false)
  })

  it('becomes JSON without its cause', () => {
    const thrown = new LedgerError(poisonEvent(7, 3, 5, { mobile: '15550000001' }))
    const text = JSON.stringify(thrown)
    expect(JSON.parse(text)).toEqual({
      name: 'LedgerError',
      message: thrown.message,
      retryable: false,
      error: { _tag: 'PoisonEvent', retryable: false, orgId: 7, position: 3, attempts: 5 },
    })
    expect(text).not.toContain('15550000001')
  })

  it('is a plain Error with the message and the cause after a structured clone', () => {
    const thrown = new LedgerError(cannotOpen('disk', 'EIO', 'gone'))
    const clone = structuredClone<Error>(thrown)
    expect([clone.message, clone.cause, isLedgerError(clone)]).toEqual([thrown.message, 'gone', false])
  })
})

describe('isLedgerError', () => {
  it('knows the errors of this copy and of others, as instanceof does', () => {
    for (const thrown of [new LedgerError(storeFull), ofAnotherCopy(storeFull)]) {
      expect(isLedgerError(thrown)).toBe(true)
      expect(thrown).toBeInstanceOf(LedgerError)
    }
  })

  it('knows what another copy of the package throws, and is known to it', async () => {
    const path = '../../src/failure/ledger-error.js?copy'
    const copy = (await import(path)) as { readonly LedgerError: typeof LedgerError }
    expect(copy.LedgerError).not.toBe(LedgerError)
    expect(isLedgerError(new copy.LedgerError(storeFull))).toBe(true)
    expect(new copy.LedgerError(storeFull)).toBeInstanceOf(LedgerError)
    expect(new LedgerError(storeFull)).toBeInstanceOf(copy.LedgerError)
  })

  it('knows the errors of another realm', () => {
    const foreign: unknown = runInContext(
      `Object.assign(new Error('x'), { error: { _tag: 'StoreFull', retryable: true }, [Symbol.for('${brand}')]: true })`,
      createContext({}),
    )
    expect(foreign).not.toBeInstanceOf(Error)
    expect([isLedgerError(foreign), foreign instanceof LedgerError]).toEqual([true, true])
  })

  it('leaves a subclass to hold its own errors alone', () => {
    class HostError extends LedgerError {}
    expect(new HostError(storeFull)).toBeInstanceOf(HostError)
    expect(new LedgerError(storeFull)).not.toBeInstanceOf(HostError)
  })

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'LedgerError'],
    ['an Error of that name', Object.assign(new Error('x'), { name: 'LedgerError', error: storeFull })],
    ['a mark without a failure', { [Symbol.for(brand)]: true }],
    ['a mark with a failure of no tag', { [Symbol.for(brand)]: true, error: { _tag: 7 } }],
    ['a mark with null', { [Symbol.for(brand)]: true, error: null }],
    [
      'what throws when it is looked at',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('looked at')
          },
        },
      ),
    ],
  ])('is false for %s', (_, value) => {
    expect([isLedgerError(value), (value as unknown) instanceof LedgerError]).toEqual([false, false])
  })
})
