/**
 * The store cannot answer now (busy, a lost connection). Nothing was stored.
 * @remedy Send the same call again after a pause; answer a webhook with 429.
 */
export interface Unavailable {
  readonly _tag: 'Unavailable'
  readonly retryable: true
  readonly reason: string
}

/**
 * The answer was lost: the events may be stored or not. Repeating the call is safe.
 * @remedy Send the same call again: what was stored is answered as a duplicate.
 */
export interface OutcomeUnknown {
  readonly _tag: 'OutcomeUnknown'
  readonly retryable: true
  readonly reason: string
}

/**
 * No room is left, on the disk or in a configured limit. Nothing was stored; a retry helps once there is room.
 * @remedy Make room (disk, or the quarantine: redrive or discard entries), then send it again.
 */
export interface StoreFull {
  readonly _tag: 'StoreFull'
  readonly retryable: true
}

/**
 * The store may be read, not written. Nothing was stored.
 * @remedy Open the store with the right to write; check the file, its folder and the disk.
 */
export interface ReadOnly {
  readonly _tag: 'ReadOnly'
  readonly retryable: false
}

/**
 * A part is larger than a store may hold. Nothing of the call was stored.
 * @remedy Send less; no store holds a part of this size.
 */
export interface TooLarge {
  readonly _tag: 'TooLarge'
  readonly retryable: false
  readonly maxBytes: number
}

/**
 * An argument breaks its rule, which is a mistake of the caller. Nothing of the call was stored.
 * @remedy Mend the call: `argument` names what breaks its rule, `expected` says the rule.
 */
export interface InvalidArgument {
  readonly _tag: 'InvalidArgument'
  readonly retryable: false
  readonly argument: string
  readonly expected: string
}

/**
 * What is stored is not what was stored. `reason` says what failed; `position` is the nearest one, 0 where none is known.
 * @remedy Stop writing, run `verify`, and restore from a backup; `position` says where it begins.
 */
export interface Corrupt {
  readonly _tag: 'Corrupt'
  readonly retryable: false
  readonly position: number
  readonly reason: string
}

/**
 * The store is set up in a way that waiting does not mend. Its schema is gone or of another layout, or its role or encoding
 * does not suffice. Nothing was stored.
 * @remedy Mend the server or the schema as `reason` says, then open the store again.
 */
export interface Misconfigured {
  readonly _tag: 'Misconfigured'
  readonly retryable: false
  readonly reason: string
}

/**
 * The store was closed before the call. Nothing was stored.
 * @remedy Open a new store or ledger; this one was closed by the host.
 */
export interface StoreClosed {
  readonly _tag: 'StoreClosed'
  readonly retryable: false
}

/** Why a store could not do its work. No member holds a value of an event. */
export type StoreError =
  | Unavailable
  | OutcomeUnknown
  | StoreFull
  | ReadOnly
  | TooLarge
  | InvalidArgument
  | Corrupt
  | Misconfigured
  | StoreClosed

/** `Unavailable` for this reason. */
export const unavailable = (reason: string): Unavailable => ({ _tag: 'Unavailable', retryable: true, reason })

/** `OutcomeUnknown` for this reason. */
export const outcomeUnknown = (reason: string): OutcomeUnknown => ({ _tag: 'OutcomeUnknown', retryable: true, reason })

/** `StoreFull`, which carries nothing. */
export const storeFull: StoreFull = Object.freeze({ _tag: 'StoreFull', retryable: true })

/** `ReadOnly`, which carries nothing. */
export const readOnly: ReadOnly = Object.freeze({ _tag: 'ReadOnly', retryable: false })

/** `TooLarge`: the most bytes that a part may have. */
export const tooLarge = (maxBytes: number): TooLarge => ({ _tag: 'TooLarge', retryable: false, maxBytes })

/** `InvalidArgument`: what the argument must be. */
export const invalidArgument = (argument: string, expected: string): InvalidArgument => ({
  _tag: 'InvalidArgument',
  retryable: false,
  argument,
  expected,
})

/** `Corrupt` at this position, 0 where none is known. The reason is in words for an operator. */
export const corrupt = (position: number, reason: string): Corrupt => ({
  _tag: 'Corrupt',
  retryable: false,
  position,
  reason,
})

/** `Misconfigured` for this reason. */
export const misconfigured = (reason: string): Misconfigured => ({ _tag: 'Misconfigured', retryable: false, reason })

/** `StoreClosed`, which carries nothing. */
export const storeClosed: StoreClosed = Object.freeze({ _tag: 'StoreClosed', retryable: false })
