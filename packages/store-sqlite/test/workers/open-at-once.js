// Opens and closes each file that it is told of, as soon as it is told, and then says how that ended.
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , busyMs = '5000'] = process.argv

/** @param {string} path */
const openAndClose = async (path) => {
  try {
    await sqliteStore({ path, busyMs: Number(busyMs) }).close()
    return 'opened'
  } catch (error) {
    return error instanceof Error && 'error' in error ? JSON.stringify(error.error) : String(error)
  }
}

process.on('message', (path) => {
  void openAndClose(String(path)).then((end) => process.send?.(end))
})
process.send?.('ready')
