/** How often, and how soon, something that failed is tried again. Times in ms. */
export interface RetryPolicy {
  readonly attempts: number
  readonly initialDelayMs: number
  readonly maxDelayMs: number
}

/** The pause after this attempt (1…): somewhere up to a bound that doubles, so that many do not come back at once. */
export const pauseAfter = (
  { initialDelayMs, maxDelayMs }: RetryPolicy,
  attempt: number,
  random: () => number,
): number => Math.floor(random() * Math.min(maxDelayMs, initialDelayMs * 2 ** Math.min(attempt - 1, 50)))
