import type { StoreError } from '../../failure/store-error.js'
import type { Logger } from '../logger.js'

/**
 * Whether the failure of an append may be that of one body alone: a part that is too large, a value that the store does
 * not take, or a damaged record at the body's own position. Others go on without it.
 */
export const isOfOneBody = (error: StoreError): boolean =>
  error._tag === 'TooLarge' || error._tag === 'InvalidArgument' || (error._tag === 'Corrupt' && error.position > 0)

/** Logs a failure that no retry mends. */
export const logFailure = (logger: Logger, code: 'ingest-failed' | 'unstorable', error: StoreError): void => {
  if (!error.retryable) logger({ level: 'error', code, error: error._tag })
}
