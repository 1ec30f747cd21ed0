import type { QuarantineReason, StoreError } from '@partner-ledger/core'

/**
 * What is said of a request, and all that is said: the body of the answer. It holds no value of the payload.
 * `TryAgain` means that nothing is known to be kept, and that the same body may come again.
 */
export type Reply =
  | { readonly reply: 'Recorded' | 'Duplicate' }
  | { readonly reply: 'Quarantined'; readonly reason: QuarantineReason }
  | { readonly reply: 'Ignored'; readonly reason: 'unknown-event' }
  | { readonly reply: 'Refused'; readonly reason: 'too-large'; readonly maxBytes: number }
  | { readonly reply: 'Unauthorized' | 'MethodNotAllowed' | 'UnsupportedEncoding' }
  | { readonly reply: 'TryAgain'; readonly reason: TryAgainReason; readonly error?: StoreError['_tag'] }

/**
 * Why the same body should come again. `busy`: enough bodies are held; `closing`: the host shuts down; `slow`: the deadline
 * passed; `interrupted`: the body did not arrive whole; `unchecked`: the host's check failed; `store`: the ledger's did.
 */
export type TryAgainReason = 'busy' | 'closing' | 'slow' | 'interrupted' | 'unchecked' | 'store'

export const tryAgain = (reason: TryAgainReason): Reply => ({ reply: 'TryAgain', reason })

export const notStored = (error: StoreError['_tag']): Reply => ({ reply: 'TryAgain', reason: 'store', error })

export const refused = (maxBytes: number): Reply => ({ reply: 'Refused', reason: 'too-large', maxBytes })
