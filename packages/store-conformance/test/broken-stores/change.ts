import type {
  Answer,
  Append,
  AppendAnswer,
  EventStore,
  Heads,
  NonEmptyArray,
  Outcome,
  Page,
  RecordedEvent,
} from '@partner-ledger/core/store'
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
  readAll: (...call) => eventsChanged(readAll(...call), change),
  readStream: (...call) => eventsChanged(readStream(...call), change),
})

/** The page with its events changed. */
export const eventsChanged = (
  answer: Answer<Page>,
  change: (events: readonly RecordedEvent[]) => readonly RecordedEvent[],
): Answer<Page> => changed(answer, (page) => ({ ...page, events: change(page.events) }))

/** The outcomes of an append changed; a stale one stays as it is. */
export const outcomesChanged = (
  answer: Answer<AppendAnswer>,
  change: (outcomes: NonEmptyArray<Outcome>) => readonly Outcome[],
): Answer<AppendAnswer> =>
  changed(answer, (given) =>
    'stale' in given ? given : { ...given, outcomes: change(given.outcomes) as NonEmptyArray<Outcome> },
  )

/** The names of the tenants that have an event, in the place of what `heads` gives. */
export const namesChanged = (
  answer: Answer<Heads>,
  limit: number,
  change: (names: readonly string[]) => readonly string[],
): Answer<Heads> =>
  changed(answer, ({ epoch, heads }) => {
    const known = new Map(heads.map(({ tenant, head }) => [tenant, head]))
    const names = change(heads.map(({ tenant }) => tenant))
    const page = names.slice(0, limit).map((tenant) => ({ tenant, head: known.get(tenant) ?? 0 }))
    return { epoch, heads: page, more: names.length > limit }
  })

/** The answer of a log of this epoch. */
export const epochChanged = async <A extends { readonly epoch: string }>(answer: Answer<A>, epoch: string): Answer<A> =>
  changed(answer, (given) => ({ ...given, epoch }))

/** Append with each of its appends changed. */
export const appendsChanged = (
  { append }: Honest,
  change: (one: Append, tenant: string) => Append,
): Pick<EventStore, 'append'> => ({
  append: (tenant, [first, ...rest], seen) =>
    append(tenant, [change(first, tenant), ...rest.map((one) => change(one, tenant))], seen),
})

/** Append that carries out its appends one call each, by `one`; arguments are checked first. */
export const oneByOne = (
  { append: honest, readAll }: Honest,
  one: (tenant: string, append: Append) => Answer<Outcome>,
): Pick<EventStore, 'append'> => ({
  append: async (tenant, appends, seen) => {
    const error = checkAppend(tenant, appends)
    if (error !== undefined) return left(error)
    if (seen !== undefined) return honest(tenant, appends, seen)
    const outcomes: Outcome[] = []
    for (const append of appends) {
      const answer = await one(tenant, append)
      if (answer._tag === 'Left') return answer
      outcomes.push(answer.right)
    }
    return changed(readAll(tenant, 0, 1), ({ epoch, head }) => ({
      epoch,
      head,
      outcomes: outcomes as NonEmptyArray<Outcome>,
    }))
  },
})

/** One append through an honest store. */
export const single = ({ append }: Honest, tenant: string, one: Append): Answer<Outcome> =>
  changed(append(tenant, [one]), (given) => {
    if ('stale' in given) throw new Error('an append that says nothing of what was seen is never stale')
    return given.outcomes[0]
  })

/** The version that the stream stands at. */
export const versionOf = async ({ readStream }: Honest, tenant: string, stream: string): Promise<number> => {
  const answer = await readStream(tenant, stream, 0, 10_000)
  return answer._tag === 'Left' ? 0 : answer.right.events.length
}
