/** Replays a ledger file into memberships in a process that does nothing else, and tells the most memory that it took. */
import { createLedger, orThrow } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

import { membershipsOf } from './replayed.js'

const [path = '', orgId = '0'] = process.argv.slice(2)
const store = sqliteStore({ path })
const ledger = createLedger({ store })
const memberships = await orThrow(ledger.replay(Number(orgId), membershipsOf(), { personal: false }))
await ledger.close()
await store.close()
console.log(JSON.stringify({ memberships: memberships.size, maxRssKb: process.resourceUsage().maxRSS }))
