/** Every order of the items: n! of them. */
export function* allOrders<A>(items: readonly A[]): Generator<readonly A[]> {
  if (items.length < 2) yield items
  for (const [index, item] of items.entries())
    if (items.length > 1) for (const rest of allOrders(items.toSpliced(index, 1))) yield [item, ...rest]
}

/** Whole numbers below `below`, drawn from a seed: the same ones for the same seed. */
export const drawing = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
