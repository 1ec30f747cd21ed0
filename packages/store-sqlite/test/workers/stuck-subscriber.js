// Ingests a story while a subscriber sticks at its first delivery, then lets it go on; tells what it cost in memory.
import { createLedger, orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', events = '0', kind = ''] = process.argv
const store = sqliteStore({ path })
const ledger = createLedger({ store })

const held = () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1_048_576
}

let release = () => {}
const stuck = new Promise((resolve) => {
  release = () => resolve(undefined)
})
let handled = 0
let peak = 0
let before = 0
/** @type {unknown[]} */
const hoard = []

const subscription = ledger.subscribe({
  name: 'stuck',
  orgId: 'all',
  from: 'beginning',
  batch: 1000,
  handle: async (delivery) => {
    if (kind === 'hoards') hoard.push(delivery)
    else await stuck
    handled += 1
    if (handled % 10_000 === 0) peak = Math.max(peak, held() - before)
  },
})

const story = { memberships: Math.ceil(Number(events) / 10), events: 10, duplicates: 0, late: 0.05 }
const [first = ''] = deliveries({ ...story, memberships: 1 })
await orThrow(ledger.ingest(first))
before = held()
const summary = await orThrow(ledger.ingestMany(deliveries(story)))
peak = Math.max(peak, held() - before)
release()
await subscription.caughtUp()
peak = Math.max(peak, held() - before)
await ledger.close()
await store.close()
const recorded = summary.recorded + 1
console.log(JSON.stringify({ recorded, handled, peak, hoarded: hoard.length }))
