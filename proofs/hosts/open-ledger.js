// Opens a ledger in the working folder, and says how that ended.
import { sqliteStore } from '@partner-ledger/store-sqlite'

/** @param {unknown} thrown */
const ended = (thrown) => {
  const { error } = /** @type {{ error: import('@partner-ledger/core/store').CannotOpen }} */ (thrown)
  const { message } = /** @type {{ message?: string }} */ (error.cause ?? {})
  return { reason: error.reason, detail: error.detail, cause: message }
}

try {
  await sqliteStore({ path: 'ledger.db' }).close()
  console.log(JSON.stringify({ reason: 'opened' }))
} catch (error) {
  console.log(JSON.stringify(ended(error)))
}
