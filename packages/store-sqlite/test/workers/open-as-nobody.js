// Opens the ledger without the rights of root, and says how that ended.
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', how = 'at once'] = process.argv

/** Opens nothing before it is asked something. */
const lazyStore = () => {
  /** @type {import('@partner-ledger/store-sqlite').SqliteStore | undefined} */
  let store
  return { heads: () => (store ??= sqliteStore({ path })).heads('', 1), close: async () => store?.close() }
}

process.setgid?.(65_534)
process.setuid?.(65_534)
try {
  const store = how === 'at once' ? sqliteStore({ path }) : lazyStore()
  await store.close()
  console.log('opened')
} catch (error) {
  console.log(error instanceof Error && 'error' in error ? error.error.reason : String(error))
}
