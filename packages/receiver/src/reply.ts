import type { QuarantineReason, StoreError } from '@partner-ledger/core'

/**
 * The body of an answer. It holds no value of the payload. `TryAgain` means that nothing is known to be stored, and that
 * the same body may come again.
 */
export type Reply =
  | { readonly reply: 'Recorded' | 'Duplicate' }
  | { readonly reply: 'Quarantined'; readonly reason: QuarantineReason }
  | { readonly reply: 'Ignored'; readonly reason: 'unknown-event' }
  | { readonly reply: 'Refused'; readonly reason: 'too-large'; readonly maxBytes: number }
  | { readonly reply: 'Unauthorized' | 'MethodNotAllowed' }
  | { readonly reply: 'TryAgain'; readonly reason: TryAgainReason; readonly error?: StoreError['_tag'] }

/**
 * Why the same body should come again.
 *
 * - `busy`: `inFlight` bodies are held.
 * - `closing`: the host shuts down.
 * - `slow`: the deadline passed.
 * - `interrupted`: the body did not arrive whole.
 * - `already-read`: somebody in the host read the body before the handler. It stays so until the host is corrected.
 * - `unchecked`: the host's check failed.
 * - `store`: the ledger's call failed, with `error`.
 */
export type TryAgainReason = 'busy' | 'closing' | 'slow' | 'interrupted' | 'already-read' | 'unchecked' | 'store'

export const tryAgain = (reason: TryAgainReason): Reply => ({ reply: 'TryAgain', reason })

export const notStored = (error: StoreError['_tag']): Reply => ({ reply: 'TryAgain', reason: 'store', error })

export const refused = (maxBytes: number): Reply => ({ reply: 'Refused', reason: 'too-large', maxBytes })
