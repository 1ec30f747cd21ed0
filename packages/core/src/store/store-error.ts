import type { Position } from './event.js'

/** The store cannot answer now (busy, a lost connection). Nothing was stored. */
export interface Unavailable {
  readonly _tag: 'Unavailable'
  readonly retryable: true
  readonly reason: string
}

/** The answer was lost: the events may or may not be stored. Repeating the call is safe. */
export interface OutcomeUnknown {
  readonly _tag: 'OutcomeUnknown'
  readonly retryable: true
  readonly reason: string
}

/** No room is left, on the disk or in a configured limit. Nothing was stored; a retry helps once there is room. */
export interface StoreFull {
  readonly _tag: 'StoreFull'
  readonly retryable: true
}

/** The store may be read, not written. Nothing was stored. */
export interface ReadOnly {
  readonly _tag: 'ReadOnly'
  readonly retryable: false
}

/** A part is larger than any store keeps. Nothing of the call was stored. */
export interface TooLarge {
  readonly _tag: 'TooLarge'
  readonly retryable: false
  readonly maxBytes: number
}

/** An argument is outside its rules, which is the caller's mistake. Nothing of the call was stored. */
export interface InvalidArgument {
  readonly _tag: 'InvalidArgument'
  readonly retryable: false
  readonly argument: string
  readonly expected: string
}

/** What is stored is not what was stored; the nearest position is named, 0 where none can be. */
export interface Corrupt {
  readonly _tag: 'Corrupt'
  readonly retryable: false
  readonly position: Position
  readonly reason: string
}

/** The store was closed before the call. Nothing was stored. */
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
  | StoreClosed

export const unavailable = (reason: string): Unavailable => ({ _tag: 'Unavailable', retryable: true, reason })

export const outcomeUnknown = (reason: string): OutcomeUnknown => ({ _tag: 'OutcomeUnknown', retryable: true, reason })

export const storeFull: StoreFull = Object.freeze({ _tag: 'StoreFull', retryable: true })

export const readOnly: ReadOnly = Object.freeze({ _tag: 'ReadOnly', retryable: false })

export const tooLarge = (maxBytes: number): TooLarge => ({ _tag: 'TooLarge', retryable: false, maxBytes })

export const invalidArgument = (argument: string, expected: string): InvalidArgument => ({
  _tag: 'InvalidArgument',
  retryable: false,
  argument,
  expected,
})

export const corrupt = (position: Position, reason: string): Corrupt => ({
  _tag: 'Corrupt',
  retryable: false,
  position,
  reason,
})

export const storeClosed: StoreClosed = Object.freeze({ _tag: 'StoreClosed', retryable: false })
