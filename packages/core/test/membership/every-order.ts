import type { History } from '@partner-ledger/core/testing'
import { expect } from 'vitest'

import type { Folding } from './folding.js'

/** Every order of the items: n! of them, the given one first. */
export function* everyOrder<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length < 2) yield items
  else
    for (const [index, first] of items.entries())
      for (const rest of everyOrder(items.toSpliced(index, 1))) yield [first, ...rest]
}

/** Law 1 without a sample: the history folds to one text in every order of arrival; how many orders that were. */
export const holdsInEveryOrder = ({ fold }: Folding, { key, events }: History): number => {
  const expected = JSON.stringify(fold(key, events))
  let orders = 0
  for (const arrival of everyOrder(events)) {
    if (JSON.stringify(fold(key, arrival)) !== expected)
      expect.fail(`the order ${arrival.map(({ eventId }) => eventId).join()} folds to something else`)
    orders += 1
  }
  return orders
}
