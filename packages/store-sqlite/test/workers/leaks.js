// Does one kind of cycle over and over, and tells by how much heap and open descriptors have grown. Run with --expose-gc.
import { readdirSync } from 'node:fs'

import { createLedger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', kind = '', count = '0'] = process.argv

const openLedger = () => {
  const store = sqliteStore({ path })
  const ledger = createLedger({ store })
  return { store, ledger, off: ledger.on('linked', () => {}) }
}
const shared = openLedger()
const kept = [shared]

/** A subscription that has begun, and is stopped. @param {import('@partner-ledger/core').Ledger} ledger */
const subscribeAndStop = async (ledger) => {
  const subscription = ledger.subscribe({ name: 'cycle', orgId: 1, from: 'beginning', handle: () => {} })
  if (!(await subscription.caughtUp())) throw new Error('the subscription ended by itself')
  await subscription.stop()
}

/** A ledger over the same file whose listeners to appends stay when they are told to go. */
const forgetful = createLedger({
  store: {
    ...shared.store,
    onAppend: (tenant, wake) => {
      shared.store.onAppend(tenant, wake)
      return () => {}
    },
  },
})

/** What is begun in each is ended in it, but in the last three. */
const cycles = {
  'open and close': async () => {
    const { store, ledger, off } = openLedger()
    if ((await ledger.organisations())._tag === 'Left') throw new Error('the store does not answer')
    off()
    await ledger.close()
    await store.close()
  },
  'listen and stop': async () => {
    const ends = [shared.ledger.on('linked', () => {}), shared.store.onAppend('1', () => {})]
    for (const end of ends) end()
  },
  'subscribe and stop': () => subscribeAndStop(shared.ledger),
  'subscribe and stay': () => subscribeAndStop(forgetful),
  'listen only': async () => {
    shared.ledger.on('linked', () => {})
  },
  'open only': async () => {
    kept.push(openLedger())
  },
}

const cycle = /** @type {Record<string, () => Promise<void>>} */ (cycles)[kind]
if (cycle === undefined || globalThis.gc === undefined) throw new Error(`no cycle is called ${kind}, or no --expose-gc`)

const collected = async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    globalThis.gc?.()
    await new Promise(setImmediate)
  }
  return { heap: process.memoryUsage().heapUsed, descriptors: readdirSync('/proc/self/fd').length }
}

for (let n = 0; n < 50; n += 1) await cycle()
const before = await collected()
for (let n = 0; n < Number(count); n += 1) await cycle()
const after = await collected()
console.log(JSON.stringify({ heap: after.heap - before.heap, descriptors: after.descriptors - before.descriptors }))
process.exit()
