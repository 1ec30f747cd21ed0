// Does one kind of cycle over and over, and tells by how much heap and open descriptors have grown. Run with --expose-gc.
import { readdirSync } from 'node:fs'

import { createLedger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

import { bodyOf } from './membership-bodies.js'

/** @typedef {import('@partner-ledger/store-sqlite').SqliteStore} SqliteStore */

const [, , path = '', kind = '', count = '0'] = process.argv

const openLedger = () => {
  const store = sqliteStore({ path })
  const ledger = createLedger({ store, limits: { listeners: 20_000 } })
  return { store, ledger, off: ledger.on('linked', () => {}) }
}
const shared = openLedger()
const kept = [shared]

/** A log of one event in memory, where no cycle waits for a disk. @param {(store: SqliteStore) => SqliteStore} broken */
const subscribed = async (broken) => {
  const ledger = createLedger({ store: broken(sqliteStore({ path: ':memory:' })) })
  if ((await ledger.ingest(bodyOf('1-1')))._tag === 'Left') throw new Error('nothing to subscribe to')
  return ledger
}

/** @param {SqliteStore} store */
const forgettingOff = (store) => ({
  ...store,
  onAppend: (tenant, wake) => {
    store.onAppend(tenant, wake)
    return () => {}
  },
})

/** A subscription of a new name is told of the event and stopped. @param {import('@partner-ledger/core').Ledger} ledger */
const subscribeAndStop = async (ledger) => {
  names += 1
  let told = 0
  const handle = () => void (told += 1)
  const subscription = ledger.subscribe({ name: `cycle-${names}`, orgId: 1, from: 'beginning', handle })
  await subscription.caughtUp()
  await subscription.stop()
  if (told !== 1) throw new Error(`told ${told} times`)
}
let names = 0
const [good, bad] = [await subscribed((store) => store), await subscribed(forgettingOff)]

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
  'subscribe and stop': () => subscribeAndStop(good),
  'subscribe and stay': () => subscribeAndStop(bad),
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

/** Code that is still being compiled is no leak; there is more of it behind a subscription. */
const warmUp = kind === 'subscribe and stop' ? 1_000 : 50

for (let n = 0; n < warmUp; n += 1) await cycle()
const before = await collected()
for (let n = 0; n < Number(count); n += 1) await cycle()
const after = await collected()
console.log(JSON.stringify({ heap: after.heap - before.heap, descriptors: after.descriptors - before.descriptors }))
process.exit()
