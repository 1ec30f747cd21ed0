import { type Ledger, type Listener, orThrow } from '@partner-ledger/core'
import { LedgerError } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { body, broken, numbered } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { soon } from './hearings.js'

const thrownBy = (act: () => unknown): LedgerError => {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(LedgerError)
    return error as LedgerError
  }
  return expect.fail('nothing was thrown')
}

/** The event ids that a ledger's `recorded` told, when it has settled. */
const toldOf = async (
  listen: (ledger: Ledger, listener: Listener<'recorded'>) => unknown,
): Promise<readonly string[]> => {
  const { ledger } = ledgerOver(memoryStore())
  const told: string[] = []
  listen(ledger, ({ eventId }) => void told.push(eventId))
  await ingestAll(ledger, [numbered(1)])
  await soon()
  await ingestAll(ledger, [numbered(2)])
  await ledger.close()
  return told
}

describe('a listener', () => {
  test('by on is told of everything, by once of the next only', async () => {
    expect(await toldOf((ledger, listener) => ledger.on('recorded', listener))).toEqual(['e-1', 'e-2'])
    expect(await toldOf((ledger, listener) => ledger.once('recorded', listener))).toEqual(['e-1'])
    expect(await toldOf((ledger, listener) => ledger.once('recorded', listener)())).toEqual([])
  })

  test('is ended by off, however often the same function listens', async () => {
    const twiceAndOff = (ledger: Ledger, listener: Listener<'recorded'>): void => {
      ledger.on('recorded', listener)
      ledger.once('recorded', listener)
      ledger.off('recorded', () => {})
      ledger.off('recorded', listener)
    }
    expect(await toldOf(twiceAndOff)).toEqual([])
  })

  test('is ended by its signal, and never begins with one that is aborted', async () => {
    const ending = new AbortController()
    const { ledger } = ledgerOver(memoryStore())
    const told: string[] = []
    ledger.on('recorded', ({ eventId }) => void told.push(eventId), { signal: ending.signal })
    ledger.once('recorded', () => void told.push('never'), { signal: AbortSignal.abort() })
    await ingestAll(ledger, [numbered(1)])
    await soon()
    ending.abort()
    await ingestAll(ledger, [numbered(2)])
    await ledger.close()
    expect(told).toEqual(['e-1'])
  })

  test('is told of what it is called for one at a time, in order', async () => {
    const { ledger } = ledgerOver(memoryStore())
    const told: string[] = []
    ledger.on('linked', async ({ position }) => {
      told.push(`begins ${position}`)
      await soon()
      told.push(`ends ${position}`)
    })
    await ingestAll(
      ledger,
      [1, 2, 3].map((customerId) => body({ root: { eventId: `e-${customerId}` }, customer: { customerId } })),
    )
    await ledger.close()
    expect(told).toEqual([1, 2, 3].flatMap((position) => [`begins ${position}`, `ends ${position}`]))
  })

  test('is told of a body that is kept apart once, however often it comes', async () => {
    const { ledger } = ledgerOver(memoryStore())
    const told: unknown[] = []
    ledger.on('quarantined', (receipt) => void told.push(receipt))
    const [first, second] = await ingestAll(ledger, [broken(), broken()])
    await orThrow(ledger.ingestMany([broken(), broken('x')]))
    await ledger.close()
    expect(told).toMatchObject([first, { _tag: 'Quarantined' }])
    expect(second).toEqual({ ...first, again: true })
  })
})

describe('the number of listeners of a name', () => {
  const full = (): Ledger => {
    const { ledger } = ledgerOver(memoryStore(), { limits: { listeners: 2 } })
    for (const _ of [1, 2]) ledger.on('recorded', () => {})
    return ledger
  }

  test('is bounded, with an error that says what to do', () => {
    const error = thrownBy(() => full().on('recorded', () => {}))
    expect(error.error).toMatchObject({ _tag: 'TooManyListeners', retryable: false, hook: 'recorded', most: 2 })
    expect(error.message).toMatch(
      /^TooManyListeners: .* `hook`: recorded, `most`: 2, `advice`: remove listeners .* limits\.listeners\./,
    )
  })

  test('counts each name apart, and those that listen now', () => {
    const ledger = full()
    ledger.on('linked', () => {})()
    ledger.on('linked', () => {})
    const ending = new AbortController()
    ledger.once('linked', () => {}, { signal: ending.signal })
    expect(thrownBy(() => ledger.once('linked', () => {})).error._tag).toBe('TooManyListeners')
    ending.abort()
    ledger.once('linked', () => {})
  })

  test('is 100 unless told', () => {
    const { ledger } = ledgerOver(memoryStore())
    for (let count = 0; count < 100; count += 1) ledger.on('recorded', () => {})
    expect(thrownBy(() => ledger.on('recorded', () => {})).error).toMatchObject({ most: 100 })
  })
})

test.each<[string, unknown, unknown, unknown]>([
  ['hook', 'tier', () => {}, {}],
  ['hook', 'toString', () => {}, {}],
  ['hook', undefined, () => {}, {}],
  ['listener', 'recorded', undefined, {}],
  ['listener', 'recorded', 'console.log', {}],
  ['signal', 'recorded', () => {}, { signal: 'abort' }],
  ['signal', 'recorded', () => {}, { signal: null }],
])('a wrong %s is refused by name, %#', (argument, name, listener, options) => {
  const { ledger } = ledgerOver(memoryStore())
  const listen = ledger.on as (...given: unknown[]) => unknown
  const { error, message } = thrownBy(() => listen(name, listener, options))
  expect(error).toMatchObject({ _tag: 'InvalidArgument', argument })
  expect(message).toContain(argument === 'hook' ? 'one of linked, relinked' : argument === 'signal' ? 'an' : 'function')
})

test('nobody begins to listen to a closed ledger', async () => {
  const { ledger } = ledgerOver(memoryStore())
  await ledger.close()
  expect(thrownBy(() => ledger.on('recorded', () => {})).error._tag).toBe('StoreClosed')
  expect(thrownBy(() => ledger.watchExpiry({ every: 1000 })).error._tag).toBe('StoreClosed')
})

test('a failure that nobody listens for goes to the logger', async () => {
  const { ledger, log } = ledgerOver(memoryStore())
  ledger.on('recorded', () => Promise.reject(new Error('of the host')))
  await ingestAll(ledger, [numbered(1)])
  await ledger.close()
  expect(log).toEqual([{ level: 'error', code: 'listener-failed', hook: 'recorded' }])
})
