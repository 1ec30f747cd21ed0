/** How a body is judged. All of it has defaults. */
export interface DecodeOptions {
  /** ms since epoch, against which a `createdAt` counts as in the future; `Date.now()` by default. */
  readonly now?: number
  /** The longest body in bytes of UTF-8; 262,144 by default. */
  readonly maxBytes?: number
  /** The deepest nesting, where a body `{}` is one level; 64 by default, 512 at most. */
  readonly maxDepth?: number
  /** How far past `now` a `createdAt` may lie, in ms; 24 hours by default. */
  readonly futureSkewMs?: number
}

export const defaultMaxBytes = 262_144
export const defaultMaxDepth = 64
export const defaultFutureSkewMs = 86_400_000

/** Nested values are read by recursion: past this depth no option lets them. */
export const deepest = 512
