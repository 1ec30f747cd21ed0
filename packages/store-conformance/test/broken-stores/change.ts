import type { Answer, Append, EventStore, NonEmptyArray, Outcome, RecordedEvent } from '@partner-ledger/core/store'
import { checkAppend, left, right } from '@partner-ledger/core/store'

import type { Honest } from './broken.js'

/** The answer with its value changed; an error stays as it is. */
export const changed = async <A, B>(answer: Answer<A>, change: (value: A) => B | Promise<B>): Answer<B> => {
  const given = await answer
  return given._tag === 'Left' ? left(given.left) : right(await change(given.right))
}

/** Both reads, with each of their pages changed. */
export const readsChanged = (
  { readAll, readStream }: Honest,
  change: (events: readonly RecordedEvent[]) => readonly RecordedEvent[],
): Pick<EventStore, 'readAll' | 'readStream'> => ({
  readAll: (...call) => changed(readAll(...call), change),
  readStream: (...call) => changed(readStream(...call), change),
})

/** Append with each of its appends changed. */
export const appendsChanged = (
  { append }: Honest,
  change: (one: Append, tenant: string) => Append,
): Pick<EventStore, 'append'> => ({
  append: (tenant, [first, ...rest]) =>
    append(tenant, [change(first, tenant), ...rest.map((one) => change(one, tenant))]),
})

/** Append that carries out its appends one call each, by `one`; arguments are checked first. */
export const oneByOne = (one: (tenant: string, append: Append) => Answer<Outcome>): Pick<EventStore, 'append'> => ({
  append: async (tenant, appends) => {
    const fault = checkAppend(tenant, appends)
    if (fault !== undefined) return left(fault)
    const outcomes: Outcome[] = []
    for (const append of appends) {
      const answer = await one(tenant, append)
      if (answer._tag === 'Left') return answer
      outcomes.push(answer.right)
    }
    return right(outcomes as NonEmptyArray<Outcome>)
  },
})

/** One append through an honest store. */
export const single = ({ append }: Honest, tenant: string, one: Append): Answer<Outcome> =>
  changed(append(tenant, [one]), ([outcome]) => outcome)

/** The version that the stream stands at. */
export const versionOf = async ({ readStream }: Honest, tenant: string, stream: string): Promise<number> => {
  const answer = await readStream(tenant, stream, 0, 10_000)
  return answer._tag === 'Left' ? 0 : answer.right.length
}
