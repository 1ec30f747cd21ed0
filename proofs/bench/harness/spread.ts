/** The middle of some measurements, and how far they lie apart. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The middle value; of an even number the mean of the two in the middle. Throws for none. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle]
  if (high === undefined) throw new Error('no measurements')
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
})

/** Each `above` over the `below` of the same round. */
export const ratiosOf = (above: readonly number[], below: readonly number[]): readonly number[] => {
  if (above.length !== below.length) throw new Error('ratios are taken within rounds')
  return above.map((value, round) => value / (below[round] ?? NaN))
}
