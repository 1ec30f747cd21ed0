import type { QuarantineReason, StoreError } from '@partner-ledger/core'

/**
 * What is said of a request, and all that is said: the body of the answer. It holds no value of the payload.
 * `TryAgain` means that nothing is known to be kept, and that the same body may come again.
 */
export type Outcome =
  | { readonly outcome: 'Recorded' | 'Duplicate' }
  | { readonly outcome: 'Quarantined'; readonly reason: QuarantineReason }
  | { readonly outcome: 'Ignored'; readonly reason: 'unknown-event' }
  | { readonly outcome: 'Refused'; readonly reason: 'too-large'; readonly maxBytes: number }
  | { readonly outcome: 'Unauthorized' | 'MethodNotAllowed' | 'UnsupportedEncoding' }
  | { readonly outcome: 'TryAgain'; readonly reason: TryAgainReason; readonly error?: StoreError['_tag'] }

/**
 * Why the same body should come again. `busy`: enough bodies are held; `closing`: the host shuts down; `slow`: the deadline
 * passed; `interrupted`: the body did not arrive whole; `unchecked`: the host's check failed; `store`: the ledger's did.
 */
export type TryAgainReason = 'busy' | 'closing' | 'slow' | 'interrupted' | 'unchecked' | 'store'

export const tryAgain = (reason: TryAgainReason): Outcome => ({ outcome: 'TryAgain', reason })

export const notStored = (error: StoreError['_tag']): Outcome => ({ outcome: 'TryAgain', reason: 'store', error })

export const refused = (maxBytes: number): Outcome => ({ outcome: 'Refused', reason: 'too-large', maxBytes })
