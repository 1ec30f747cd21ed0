import { checkOptionNames, clockOption, refuseOption, wholeOption } from '@partner-ledger/core/store'

import { ledgerPath } from './file/path.js'
import type { SqliteStoreOptions } from './sqlite-store.js'

/** The options with their defaults, checked; the path is absolute. */
export interface StoreSettings {
  readonly path: string
  readonly clock: () => number
  readonly busyMs: number
  readonly answerWithin: number
  readonly pollMs: number
  readonly isReadonly: boolean
}

/** Throws a LedgerError with CannotOpen for a path that cannot be one, and with InvalidOption for any other option. */
export const storeSettings = (options: SqliteStoreOptions): StoreSettings => {
  const path = ledgerPath((options as SqliteStoreOptions | null | undefined)?.path)
  checkOptionNames(options, ['path', 'clock', 'busyMs', 'answerWithin', 'pollMs', 'readonly'])
  const {
    clock = Date.now,
    busyMs = 5_000,
    answerWithin = 30_000,
    pollMs = 100,
    readonly: isReadonly = false,
  } = options
  if (typeof isReadonly !== 'boolean') return refuseOption('readonly', 'true or false')
  return {
    path,
    clock: clockOption(clock),
    busyMs: wholeOption('busyMs', busyMs, 0, longestTimer),
    answerWithin: wholeOption('answerWithin', answerWithin, 1, longestTimer),
    pollMs: wholeOption('pollMs', pollMs, 1, longestTimer),
    isReadonly,
  }
}

/** A longer delay fires at once. */
const longestTimer = 2 ** 31 - 1
