/**
 * `promise`: it returned one. `ended`: its transaction was over before it was. `moved`: it wrote to its own checkpoint.
 * `closed`: it closed the connection. `open-statement`: it left an iterator of a statement open.
 */
export type ApplyRefusedReason = 'promise' | 'ended' | 'moved' | 'closed' | 'open-statement'

/**
 * A projection's `apply` took its writes out of the transaction that they share with its checkpoint, which was not put.
 * What it wrote is taken back; only what it committed itself stays, and is delivered again.
 * @remedy Make `apply` synchronous, without COMMIT, ROLLBACK, BEGIN or `close`, read iterators to their end, and let errors of the database out of it.
 */
export interface ApplyRefused {
  readonly _tag: 'ApplyRefused'
  readonly retryable: false
  readonly reason: ApplyRefusedReason
}

/** `ApplyRefused` for this reason. */
export const applyRefused = (reason: ApplyRefusedReason): ApplyRefused => ({
  _tag: 'ApplyRefused',
  retryable: false,
  reason,
})
