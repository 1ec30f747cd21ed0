/** How often, and how soon, something that failed is tried again. Times in ms. */
export interface Retry {
  readonly attempts: number
  readonly firstMs: number
  readonly mostMs: number
}

/** The pause after this attempt (1…): somewhere up to a bound that doubles, so that many do not come back at once. */
export const pauseAfter = ({ firstMs, mostMs }: Retry, attempt: number, random: () => number): number =>
  Math.floor(random() * Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 50)))
