// A host of its own: when it is told to go, it looks for expired memberships at the instant that it is given, and answers
// with what came of it and with the notices that its listeners received. `own-ids`: by ids that no other process has, and blind
// to the notices that are there.
import { createLedger, orThrow } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', kind = ''] = process.argv
const store = sqliteStore({ path })
/** @param {import('@partner-ledger/core/store').Append} append */
const ofOwn = (append) => ({
  ...append,
  expected: 'any',
  event: { ...append.event, id: `${append.event.id} ${process.pid}` },
})
/** @type {import('@partner-ledger/core/store').EventStore['append']} */
const append = (tenant, [first, ...others]) => store.append(tenant, [ofOwn(first), ...others.map(ofOwn)])
/** @type {import('@partner-ledger/core/store').EventStore['readStream']} */
const readStream = async (tenant, stream, ...page) => {
  const read = await store.readStream(tenant, stream, ...page)
  if (read._tag === 'Left' || !stream.startsWith('notices/')) return read
  const { epoch, head } = read.right
  return { _tag: 'Right', right: { epoch, head, events: [], more: false } }
}
const ownIds = { ...store, append, readStream }
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
