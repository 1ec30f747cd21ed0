import {
  cannotOpen,
  type CannotOpen,
  corrupt,
  misconfigured,
  outcomeUnknown,
  readOnly,
  type StoreError,
  storeFull,
  unavailable,
} from '@partner-ledger/core/store'

/** The code of an error of SQLite (`SQLITE_FULL`) or of the file system (`EACCES`); `undefined` for any other thing. */
export const codeOf = (thrown: unknown): string | undefined => {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Whether somebody else held the lock, so that the same statement may succeed later. */
export const isBusy = (thrown: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(thrown) ?? '')

/** Whether the engine failed at its work, rather than refused what a statement asked of it. */
export const isEngineFailure = (thrown: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|NOMEM|INTERRUPT|CORRUPT|NOTADB|CANTOPEN|PROTOCOL)/.test(
    codeOf(thrown) ?? '',
  )

/** Whether a COMMIT that failed like this has surely stored nothing; after any other failure nobody knows. */
export const isCleanCommitFailure = (thrown: unknown): boolean =>
  isBusy(thrown) || codeOf(thrown)?.startsWith('SQLITE_FULL') === true

/** What an error of the engine means to a caller whose transaction was rolled back. Nothing of the message is kept. */
export const storeErrorOf = (thrown: unknown): StoreError => {
  const code = codeOf(thrown)
  if (code === undefined) return outcomeUnknown(thrown instanceof Error ? thrown.name : 'a thrown value')
  if (isBusy(thrown)) return unavailable('busy')
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return storeFull
  if (code.startsWith('SQLITE_READONLY')) return readOnly
  if (isDamage(code)) return corrupt(0, code)
  // Every key was looked up before it was written: an index that says otherwise disagrees with its table.
  if (code.startsWith('SQLITE_CONSTRAINT')) return corrupt(0, code)
  if (isOtherSchema(thrown, code)) return misconfigured('the schema of the file is gone or of another layout')
  return unavailable(code)
}

/** What an error of the engine or of the file system means to a host that opens a store. */
export const cannotOpenOf = (thrown: unknown): CannotOpen => {
  const code = codeOf(thrown) ?? ''
  if (isBusy(thrown)) return cannotOpen('locked', code)
  if (code === 'SQLITE_NOTADB') return cannotOpen('not-a-ledger', code)
  if (/^SQLITE_(READONLY|PERM|AUTH)|^E(ACCES|PERM|ROFS)$/.test(code)) return cannotOpen('permission', code)
  if (/^SQLITE_(FULL|IOERR|NOMEM)|^E(NOSPC|DQUOT|IO)$/.test(code) && !isDamage(code)) return cannotOpen('disk', code)
  if (/^SQLITE_CANTOPEN|^E[A-Z]+$/.test(code)) return cannotOpen('path', code)
  return cannotOpen('damaged', code)
}

const isDamage = (code: string): boolean => /^SQLITE_(CORRUPT|NOTADB|IOERR_(SHORT_READ|CORRUPTFS|DATA))/.test(code)

/** Whether a statement names a table, a column or an index that the file does not have. */
const isOtherSchema = (thrown: unknown, code: string): boolean =>
  code === 'SQLITE_ERROR' &&
  thrown instanceof Error &&
  /^(no such (table|column|index)|table .* has \d+ columns)/.test(thrown.message)
