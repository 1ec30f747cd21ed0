import { type Delivery, orThrow } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import type { ForgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { systemTime } from '../../../src/ledger/subscription/time.js'
import { key } from '../deliveries.js'
import { canary, delivered, person, until } from '../forget/people.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { soon } from '../hooks/hearings.js'
import { processOver } from './processes.js'
import { eventIdOf, sharedStoreWithHoles } from './subscribing.js'

const many = 60
const ids = Array.from({ length: many }, (_, at) => `e${at}`)

const isPersonal = (delivery: Delivery, id: string): boolean => JSON.stringify(delivery).includes(canary(id))

/** Deliveries that hold something of the person, of those that came after so many ms since `forget` answered. */
const personalAfterwards = async (
  where: 'here' | 'elsewhere',
  graceMs: number,
  isRetry = false,
  broken?: (forgets: ForgettingRegister) => ForgettingRegister,
): Promise<{ readonly before: number; readonly after: readonly string[]; readonly all: number }> => {
  const store = sharedStoreWithHoles()
  const { ledger } = ledgerOver(store)
  await ingestAll(
    ledger,
    ids.map((id, at) => delivered(id, at - 1000)),
  )
  let forgottenAt = Infinity
  let before = 0
  let all = 0
  const after: string[] = []
  const handle = async (delivery: Delivery, { attempt }: { readonly attempt: number }): Promise<void> => {
    if (delivery._tag !== 'changed') return
    const id = eventIdOf(delivery)
    all += 1
    if (isPersonal(delivery, id)) {
      before += 1
      if (performance.now() > forgottenAt + graceMs) after.push(id)
    }
    await soon(5)
    if (isRetry && attempt < 4 && id === 'e0') throw new Error('again')
  }
  const options = { name: 'slow', orgId: key.orgId, from: 'beginning', batch: 100, handle } as const
  const forgets = forgettingRegister(store)
  const subscription =
    broken === undefined
      ? ledger.subscribe({ ...options, retry: { initialDelayMs: 20 } })
      : processOver(store, systemTime(Date.now), { forgets: broken(forgets) }).subscribe(options)
  await soon(isRetry ? 10 : 40)
  await orThrow((where === 'here' ? ledger : ledgerOver(store).ledger).forget(person, { until }))
  forgottenAt = performance.now()
  await subscription.caughtUp()
  await subscription.stop()
  return { before, after, all }
}

test('After the answer of `forget` no delivery of the page in hand holds anything of the person', async () => {
  const { before, after, all } = await personalAfterwards('here', 0)
  expect(before).toBeGreaterThan(0)
  expect(all).toBe(many)
  expect(after).toEqual([])
})

test('Nor does a delivery that is tried again', async () => {
  expect((await personalAfterwards('here', 0, true)).after).toEqual([])
})

test('A forgetting of another process counts 100 ms later', async () => {
  const { before, after } = await personalAfterwards('elsewhere', 100)
  expect(before).toBeGreaterThan(0)
  expect(after).toEqual([])
})

test('A reader that asks once a page hands over what was forgotten: sabotage', async () => {
  const nothing = (): Promise<{ _tag: 'Right'; right: () => boolean }> =>
    Promise.resolve({ _tag: 'Right', right: () => false })
  const { after } = await personalAfterwards('elsewhere', 100, false, (forgets) => ({ ...forgets, catchUp: nothing }))
  expect(after.length).toBeGreaterThan(0)
})
