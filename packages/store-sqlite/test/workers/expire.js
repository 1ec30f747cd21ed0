// A host of its own: when it is told to go, it looks for expired memberships at the instant that it is given, and answers
// with what came of it and with the notices that its listeners were told of. `own-ids`: by ids that no other process has.
import { createLedger, orThrow } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', kind = ''] = process.argv
const store = sqliteStore({ path })
/** @param {import('@partner-ledger/core/store').Append} append */
const ofOwn = (append) => ({ ...append, event: { ...append.event, id: `${append.event.id} ${process.pid}` } })
/** @type {import('@partner-ledger/core/store').EventStore['append']} */
const append = (tenant, [first, ...others]) => store.append(tenant, [ofOwn(first), ...others.map(ofOwn)])
const ownIds = { ...store, append }
const ledger = createLedger({ store: kind === 'own-ids' ? ownIds : store })
const told = []
ledger.on('expired', ({ key, until }) => void told.push(`${key.customerId} ${until}`))

const expire = async (now) => {
  const summary = await orThrow(ledger.expireDue(now))
  await ledger.close()
  await store.close()
  process.send?.({ summary, told })
  process.disconnect()
}

process.on('message', (now) => void expire(Number(now)))
process.send?.('ready')
