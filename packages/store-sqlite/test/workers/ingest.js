// A host of its own: ingests the body of each message that it is sent, and answers with the receipt.
import { createLedger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = ''] = process.argv
const store = sqliteStore({ path })
const ledger = createLedger({ store })

process.on('message', async (body) => {
  process.send?.(await ledger.ingest(String(body)))
})
process.on('disconnect', async () => {
  await ledger.close()
  await store.close()
})
process.send?.('ready')
