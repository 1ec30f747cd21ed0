import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { createLedger, type Ledger, orThrow, type Receipt } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'
import { type Either, memoryIndex, right } from '@partner-ledger/core/store'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { rounds, worker } from '../scale.js'
import { newFolder, removeFolder } from '../temporary-folder.js'

const orgId = 50191
const bodies = [...deliveries({ memberships: rounds(10), events: 6, duplicates: 0, late: 0.4 })]
const folder = newFolder()
const path = join(folder, 'ledger.db')
const store = sqliteStore({ path })
let host: ChildProcess

beforeAll(async () => {
  host = fork(worker('ingest'), [path])
  await once(host, 'message')
})

afterAll(async () => {
  host.disconnect()
  await once(host, 'exit')
  await store.close()
  removeFolder(folder)
})

const ingestThere = async (body: string): Promise<Receipt> => {
  const answered = once(host, 'message') as Promise<[Either<unknown, Receipt>]>
  host.send(body)
  const [answer] = await answered
  if (answer._tag === 'Left') throw new Error('the other process could not ingest')
  return answer.right
}

/** Whether the query knows of the event that the receipt speaks of, as the membership's own stream does. */
const knows = async (ledger: Ledger, receipt: Receipt): Promise<boolean> => {
  if (receipt._tag !== 'Recorded') throw new Error(`the body came to ${receipt._tag}`)
  const { customerId, partnerProgramId } = receipt.key
  const { items } = await orThrow(ledger.memberships({ orgId, customerId, partnerProgramId }))
  const own = await orThrow(ledger.membership(receipt.key))
  expect(own.events).toBe(receipt.version)
  return JSON.stringify(items) === JSON.stringify([own])
}

test('a query is right directly after an append in another process', async () => {
  const ledger = createLedger({ store })
  for (const body of bodies) expect(await knows(ledger, await ingestThere(body))).toBe(true)
  await ledger.close()
})

test('an index that does not catch up is found by the same check', async () => {
  const ledger = createLedger({
    store: {
      ...store,
      index: memoryIndex(),
      readAll: async (...call) => {
        const read = await store.readAll(...call)
        return read._tag === 'Left' ? read : right({ epoch: read.right.epoch, head: 0, events: [], more: false })
      },
    },
  })
  const extra = [...deliveries({ seed: 2, memberships: 1, events: 7, duplicates: 0, late: 0 })].at(-1) ?? ''
  expect(await knows(ledger, await ingestThere(extra))).toBe(false)
  await ledger.close()
})
