import {
  cannotOpen,
  type CannotOpen,
  type CannotOpenReason,
  corrupt,
  isLedgerError,
  misconfigured,
  LedgerError,
  outcomeUnknown,
  readOnly,
  type StoreError,
  storeFull,
  unavailable,
} from '@partner-ledger/core/store'

/**
 * The code of an error of SQLite (`SQLITE_FULL`) or of the file system (`EACCES`); `undefined` for any other thing. It asks
 * for no class: test runners and bundlers have errors and copies of the engine of their own.
 */
export const codeOf = (thrown: unknown): string | undefined => textIn(thrown, 'code')

/** Whether somebody else held the lock, so that the same statement may succeed later. */
export const isBusy = (thrown: unknown): boolean => /^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(codeOf(thrown) ?? '')

/** Whether the engine itself failed, rather than refused a statement. */
export const isEngineFailure = (thrown: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|NOMEM|INTERRUPT|CORRUPT|NOTADB|CANTOPEN|PROTOCOL)/.test(
    codeOf(thrown) ?? '',
  )

/** Whether a COMMIT that failed like this has surely stored nothing; after any other failure nobody knows. */
export const isCleanCommitFailure = (thrown: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED|FULL)/.test(codeOf(thrown) ?? '')

/** What an error of the engine means to a caller whose transaction was rolled back. Nothing of the message is kept. */
export const storeErrorOf = (thrown: unknown): StoreError => {
  const code = codeOf(thrown)
  if (code === undefined) return outcomeUnknown(textIn(thrown, 'name') ?? 'a thrown value')
  if (isBusy(thrown)) return unavailable('busy')
  if (/^SQLITE_FULL|^E(NOSPC|DQUOT)$/.test(code)) return storeFull
  if (code.startsWith('SQLITE_READONLY')) return readOnly
  if (isDamage(code)) return corrupt(0, `SQLite finds the file damaged (${code})`)
  // Every key was looked up before it was written: an index that says otherwise disagrees with its table.
  if (code.startsWith('SQLITE_CONSTRAINT')) return corrupt(0, `an index disagrees with its table (${code})`)
  if (isOtherSchema(thrown)) return misconfigured('the schema of the file is gone or of another layout')
  return unavailable(code)
}

/** What an error of the engine or of the file system means to a host that opens a store. */
export const cannotOpenOf = (thrown: unknown): CannotOpen => {
  const code = codeOf(thrown) ?? ''
  const reason = reasons.find(([, codes]) => codes.test(code))?.[0] ?? 'unknown'
  return cannotOpen(reason, code === '' ? (textIn(thrown, 'message') ?? 'a thrown value') : code, thrown)
}

/** The first match counts. SQLITE_ERROR is the answer to the store's own statements where a table is not as it was made. */
const reasons: readonly (readonly [CannotOpenReason, RegExp])[] = [
  ['locked', /^SQLITE_(BUSY|LOCKED|PROTOCOL)/],
  ['not-a-ledger', /^SQLITE_NOTADB/],
  ['damaged', /^SQLITE_(CORRUPT|ERROR|FORMAT|SCHEMA|CONSTRAINT|IOERR_(SHORT_READ|CORRUPTFS|DATA))/],
  ['permission', /^SQLITE_(READONLY|PERM|AUTH)|^E(ACCES|PERM|ROFS)$/],
  ['resources', /^SQLITE_(NOMEM|IOERR_NOMEM)|^E(MFILE|NFILE|NOMEM)$/],
  ['disk', /^SQLITE_(FULL|IOERR)|^E(NOSPC|DQUOT|IO|FBIG)$/],
  ['path', /^SQLITE_(CANTOPEN|TOOBIG)|^E(NOENT|NOTDIR|ISDIR|NAMETOOLONG|LOOP|INVAL|NXIO|NODEV|EXIST)$/],
]

/** The refusal that an error carries, where it is one of this store. */
export const refusalIn = (thrown: unknown): CannotOpen | undefined =>
  isLedgerError(thrown) && thrown.error._tag === 'CannotOpen' ? thrown.error : undefined

/** A refusal to open, as it is thrown. */
export const refusal = (reason: CannotOpenReason, detail: string, cause?: unknown): LedgerError =>
  new LedgerError(cannotOpen(reason, detail, cause))

const isDamage = (code: string): boolean => /^SQLITE_(CORRUPT|NOTADB|IOERR_(SHORT_READ|CORRUPTFS|DATA))/.test(code)

/** Whether a statement names a table, a column or an index that the file does not have: the handle is as good as before. */
export const isOtherSchema = (thrown: unknown): boolean =>
  codeOf(thrown) === 'SQLITE_ERROR' &&
  /^(no such (table|column|index)|table .* has \d+ columns)/.test(textIn(thrown, 'message') ?? '')

const propertyOf = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null && name in thing ? (thing as Record<string, unknown>)[name] : undefined

const textIn = (thrown: unknown, name: string): string | undefined => {
  const value = propertyOf(thrown, name)
  return typeof value === 'string' ? value : undefined
}
