import { orThrow } from '@partner-ledger/core'
import { left, unavailable } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { numbered } from './deliveries.js'
import { ledgerOver } from './ledgers.js'
import { withAppend } from './stores.js'

/** A ledger whose appends wait until they are let go. */
const held = (inFlight: number) => {
  let release = (): void => {}
  const gone = new Promise<void>((resolve) => {
    release = resolve
  })
  const store = withAppend(memoryStore(), async (pass) => {
    await gone
    return pass()
  })
  return { store, ledger: ledgerOver(store, { limits: { inFlight } }).ledger, release }
}

test('one ingest more than may be under way is unavailable at once, and nothing of it is stored', async () => {
  const { store, ledger, release } = held(3)
  const accepted = [1, 2, 3].map((id) => ledger.ingest(numbered(id)))
  for (const id of [4, 5]) expect(await ledger.ingest(numbered(id))).toEqual(left(unavailable('too many at once')))
  release()
  for (const answer of await Promise.all(accepted)) expect(answer).toMatchObject({ right: { _tag: 'Recorded' } })
  expect((await orThrow(store.readAll('50191', 0, 10))).events).toHaveLength(3)
  expect(await orThrow(ledger.ingest(numbered(4)))).toMatchObject({ _tag: 'Recorded' })
})

test('other calls are let in meanwhile', async () => {
  const { ledger, release } = held(1)
  const accepted = ledger.ingest(numbered(1))
  expect(await ledger.organisations()).toMatchObject({ _tag: 'Right' })
  release()
  expect(await accepted).toMatchObject({ _tag: 'Right' })
})

test('a closed ledger says that it is closed, however many are under way', async () => {
  const { ledger, release } = held(1)
  const accepted = ledger.ingest(numbered(1))
  const closing = ledger.close()
  expect(await ledger.ingest(numbered(2))).toMatchObject({ left: { _tag: 'StoreClosed' } })
  release()
  await closing
  expect(await accepted).toMatchObject({ right: { _tag: 'Recorded' } })
})

test('without a bound all of them wait: sabotage', async () => {
  const { ledger, release } = held(Number.MAX_SAFE_INTEGER)
  const answers = Array.from({ length: 20_000 }, (_, id) => ledger.ingest(numbered(id)))
  expect(await Promise.race([...answers, Promise.resolve('all wait')])).toBe('all wait')
  release()
  expect(await Promise.all(answers)).toHaveLength(20_000)
})
