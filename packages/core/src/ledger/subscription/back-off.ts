/** How often, and after which pauses, a failed call is repeated. Times in ms. */
export interface RetryPolicy {
  readonly attempts: number
  readonly initialDelayMs: number
  readonly maxDelayMs: number
}

/** The pause after this attempt (1…): random, up to a bound that doubles, so that many callers do not return at once. */
export const pauseAfter = (
  { initialDelayMs, maxDelayMs }: RetryPolicy,
  attempt: number,
  random: () => number,
): number => Math.floor(random() * Math.min(maxDelayMs, initialDelayMs * 2 ** Math.min(attempt - 1, 50)))
