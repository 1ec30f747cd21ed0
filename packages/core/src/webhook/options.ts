/** Limits of a decoding. Each has a default. */
export interface DecodeOptions {
  /** The current time in ms since epoch, with which `createdAt` is compared; `Date.now()` by default. */
  readonly now?: number | undefined
  /** The longest body in bytes of UTF-8; 262,144 by default. */
  readonly maxBytes?: number | undefined
  /** The deepest nesting, where a body `{}` is one level; 64 by default, 512 at most. */
  readonly maxDepth?: number | undefined
  /** How far past `now` a `createdAt` may lie, in ms; 24 hours by default. */
  readonly futureSkewMs?: number | undefined
}

export const defaultMaxBytes = 262_144
export const defaultMaxDepth = 64
export const defaultFutureSkewMs = 86_400_000

/** The limit of `maxDepth`: nested values are read by recursion. */
export const deepest = 512
