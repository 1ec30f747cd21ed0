import { createLedger, type LedgerStore, orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, it } from 'vitest'

import { bodiesOf } from '../../src/run/body.js'
import { readFinalLog } from '../../src/run/read-final-log.js'

const storeOf = async (texts: readonly string[]): Promise<LedgerStore> => {
  const store = memoryStore()
  const ledger = createLedger({ store })
  for (const text of texts) await orThrow(ledger.ingest(text))
  await ledger.close()
  return store
}

it('the final log has every event of every organisation, and none of the quarantine', async () => {
  const bodies = bodiesOf(1, 1100)
  const log = await readFinalLog(await storeOf([...bodies.map(({ text }) => text), '{']))
  expect(log.map(({ id }) => id).toSorted()).toEqual(bodies.map(({ id }) => id).toSorted())
  expect(new Set(log.map(({ tenant }) => tenant))).toEqual(new Set(['50191', '50192']))
  expect(Object.keys(log[0] ?? {}).toSorted()).toEqual(['id', 'position', 'stream', 'tenant', 'version'])
})

it('a page that does not move on is an error, not an endless read', async () => {
  const store = await storeOf(bodiesOf(1, 20).map(({ text }) => text))
  const stuck: LedgerStore = { ...store, readAll: (tenant, _, limit) => store.readAll(tenant, 0, limit) }
  await expect(readFinalLog(stuck)).rejects.toThrow(/^readAll after \d+ returned position 1$/)
})
