import { left, right } from 'fp-ts/lib/Either.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

import { outcomeUnknown, unavailable } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Append, Tenant } from '../../store/event.js'
import type { Appended, AppendOutcomes, Outcome } from '../../store/outcome.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import type { IngestContext } from './ingest-context.js'

/**
 * Appends on the condition that nobody was forgotten, or otherwise recorded among the persons, since that stream was last
 * read: one call of the store where what is remembered holds, also beside other writers. `appendsOf` makes the events by
 * who is forgotten, and is called again where that has changed.
 */
export const appendKnowingPersons = async (
  { events, forgets, onHead, onRecorded }: Pick<IngestContext, 'events' | 'forgets' | 'onHead' | 'onRecorded'>,
  tenant: Tenant,
  appendsOf: (isForgotten: IsForgotten) => ReadonlyNonEmptyArray<Append>,
): Answer<AppendOutcomes['outcomes']> => {
  let persons = forgets.known(tenant)
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (persons === undefined) {
      const read = await forgets.read(tenant)
      if (read._tag === 'Left') return read
      persons = read.right
    }
    const { isForgotten, seen } = persons
    const begun = forgets.watch.begin(tenant)
    const answer = await events.append(tenant, appendsOf(isForgotten), seen)
    if (answer._tag === 'Left') return answer
    const isCurrent = forgets.watch.isCurrent(tenant, begun, answer.right)
    if ('stale' in answer.right) {
      persons = undefined
      continue
    }
    const { outcomes, head } = answer.right
    if (!Array.isArray(outcomes)) return left(outcomeUnknown('the store returned no outcomes'))
    const last = lastAppended(outcomes)
    if (isCurrent) forgets.confirm(tenant, seen, last?.position ?? 0)
    if (last !== undefined) onRecorded(last.recordedAt)
    onHead(tenant, head)
    return right(outcomes)
  }
  return left(unavailable('others keep recording persons of this organisation'))
}

const mostTries = 50

const lastAppended = (outcomes: readonly Outcome[]): Appended | undefined =>
  outcomes.findLast((outcome) => outcome._tag === 'appended')
