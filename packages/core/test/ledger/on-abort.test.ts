import { expect, test } from 'vitest'

import { onAbort } from '../../src/ledger/on-abort.js'
import { ledgerOver } from './ledgers.js'
import { soon } from './hooks/hearings.js'
import { sharedStore } from './subscription/subscribing.js'

/** The warnings of Node while `act` runs. */
const warningsOf = async (act: (signal: AbortSignal) => void): Promise<readonly string[]> => {
  const warnings: string[] = []
  const note = ({ name }: Error): void => void warnings.push(name)
  process.on('warning', note)
  const ending = new AbortController()
  act(ending.signal)
  await soon(20)
  ending.abort()
  await soon(20)
  process.off('warning', note)
  return warnings
}

test('One signal serves any number of listeners, subscriptions and watches without a warning', async () => {
  const { ledger } = ledgerOver(sharedStore(), { limits: { listeners: 200 } })
  const warnings = await warningsOf((signal) => {
    for (let at = 0; at < 100; at += 1) ledger.on('recorded', () => {}, { signal })
    for (let at = 0; at < 20; at += 1) {
      ledger.subscribe({ name: `s${at}`, orgId: 1, from: 'end', handle: () => {}, signal })
      ledger.watchExpiry({ every: 1000, signal })
    }
  })
  expect(warnings).toEqual([])
  expect(() => ledger.on('recorded', () => {})).not.toThrow()
  await ledger.close()
})

test('As many listeners on the signal itself are warned of: sabotage', async () => {
  const warnings = await warningsOf((signal) => {
    for (let at = 0; at < 100; at += 1) signal.addEventListener('abort', () => {})
  })
  expect(warnings).toEqual(['MaxListenersExceededWarning'])
})

test('Every call is made once at the abort, at once where it has aborted, and never where it was taken back', () => {
  const ending = new AbortController()
  const calls: string[] = []
  const same = (): void => void calls.push('same')
  onAbort(ending.signal, same)
  onAbort(ending.signal, same)
  onAbort(ending.signal, () => calls.push('taken back'))()
  onAbort(undefined, () => calls.push('none'))()
  expect(calls).toEqual([])
  ending.abort()
  onAbort(ending.signal, () => calls.push('late'))
  expect(calls).toEqual(['same', 'same', 'late'])
})
