import { isDeepStrictEqual } from 'node:util'

import type { Answer } from '@partner-ledger/core/store'

import { holds, same } from './expectation.js'
import type { PartScene } from './part-check.js'

/** Sees that the answer is Corrupt, or as it was before the damage, or one of these. */
export const corruptOr = async <A>(
  answer: Answer<A>,
  before: A,
  what: string,
  others: readonly A[] = [],
): Promise<void> => {
  const given = await answer
  if (given._tag === 'Left') holds(given.left._tag === 'Corrupt', `${what} answered ${given.left._tag}`)
  else if (!others.some((other) => isDeepStrictEqual(other, given.right))) same(given.right, before, what)
}

/** Does the damage, and gives whether the store finds more faults than before when it looks through everything. */
export const findsMore = async <P>(
  { store, closeHandles }: PartScene<P>,
  damage: () => Promise<void> | undefined,
): Promise<boolean> => {
  await closeHandles()
  const before = (await store.findings?.()) ?? 0
  await damage()
  return ((await store.findings?.()) ?? 0) > before
}
