import type { LedgerFailure } from './ledger-failure.js'
import { messageOf } from './message.js'

/** Marks the errors of every copy of this package, in every realm: the registry of symbols is one for all of them. */
const brand = Symbol.for('@partner-ledger/core/LedgerError')

/**
 * The thrown form of a failure, for opening, `for await` and `orThrow`. Its message begins with the tag and what
 * `docs/errors.md` says of it, and ends with the anchor there; it holds no value of an event. `instanceof` is true for the
 * errors of other copies and realms as well, as `isLedgerError` is. A structured clone is a plain `Error` with the message.
 */
export class LedgerError extends Error {
  static override [Symbol.hasInstance](value: unknown): value is LedgerError {
    return isLedgerError(value) && (this === LedgerError || this.prototype.isPrototypeOf(value))
  }

  override readonly name = 'LedgerError'

  /** The failure as a value. `switch (error._tag)` knows all of them. */
  readonly error: LedgerFailure

  constructor(error: LedgerFailure) {
    super(messageOf(error), 'cause' in error ? { cause: error.cause } : {})
    this.error = error
    Object.defineProperty(this, brand, { value: true })
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return this.error.retryable === true
  }

  /** For logs: the failure without its `cause`, which belongs to the host or the engine and may hold anything. */
  toJSON(): { readonly name: string; readonly message: string; readonly retryable: boolean; readonly error: object } {
    const { cause: _, ...error } = { cause: undefined, ...this.error }
    return { name: this.name, message: this.message, retryable: this.retryable, error }
  }
}

/** Whether this is a `LedgerError`, also one of another copy of the package or of another realm. It never throws. */
export const isLedgerError = (value: unknown): value is LedgerError => {
  if (typeof value !== 'object' || value === null) return false
  try {
    return (value as { readonly [brand]?: unknown })[brand] === true && hasTag((value as { error?: unknown }).error)
  } catch {
    return false
  }
}

const hasTag = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && typeof (error as { _tag?: unknown })._tag === 'string'
