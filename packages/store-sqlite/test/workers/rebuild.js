// Ingests so many events, builds the index, builds it anew, and tells how memory grew and whether the answers are equal.
import { createHash } from 'node:crypto'

import { createLedger, orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', events = '0'] = process.argv
const orgId = 50191
const store = sqliteStore({ path })
const ledger = createLedger({ store })

const memory = () => {
  globalThis.gc?.()
  return process.memoryUsage().rss
}

const digest = async () => {
  const hash = createHash('sha256')
  for await (const membership of ledger.eachMembership({ orgId })) hash.update(JSON.stringify(membership))
  return hash.digest('hex')
}

const foldedDigest = async () => {
  const hash = createHash('sha256')
  for await (const { key } of ledger.eachMembership({ orgId }))
    hash.update(JSON.stringify(await orThrow(ledger.membership(key))))
  return hash.digest('hex')
}

const { recorded } = await orThrow(ledger.ingestMany(deliveries({ memberships: Number(events) / 10, events: 10 })))
await orThrow(ledger.catchUp(orgId))
const first = await digest()
await orThrow(store.index.clear(String(orgId)))
const before = memory()
let peak = before
let steps = 0
const onProgress = () => {
  steps += 1
  peak = Math.max(peak, memory())
}
await orThrow(ledger.catchUp(orgId, { onProgress }))
const again = await digest()
console.log(JSON.stringify({ recorded, steps, grown: peak - before, first, again, folded: await foldedDigest() }))
await ledger.close()
await store.close()
