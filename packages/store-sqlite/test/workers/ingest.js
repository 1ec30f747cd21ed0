// A host of its own: ingests the body of each message that it is sent, and answers with the receipt.
import { createLedger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = ''] = process.argv
const store = sqliteStore({ path })
const ledger = createLedger({ store })

const answer = async (body) => {
  process.send?.(await ledger.ingest(body))
}
const end = async () => {
  await ledger.close()
  await store.close()
}

process.on('message', (body) => void answer(String(body)))
process.on('disconnect', () => void end())
process.send?.('ready')
