// Opens the ledger without the rights of root, and says how that ended.
import { sqliteStore } from '@partner-ledger/store-sqlite'

process.setgid?.(65_534)
process.setuid?.(65_534)
try {
  const store = sqliteStore({ path: process.argv[2] ?? '' })
  await store.close()
  console.log('opened')
} catch (error) {
  console.log(error instanceof Error && 'error' in error ? error.error.reason : String(error))
}
