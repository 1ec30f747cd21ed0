import type { Answer } from '../../store/answer.js'
import { neverRejecting } from '../calls-in-flight.js'
import type { IngestContext } from './ingest-context.js'

/** Does the work, and lets listeners hear of its facts only when the work is over, whatever comes of it. */
export const tellingAfterwards = async <A>(
  door: IngestContext,
  work: (door: IngestContext) => Answer<A>,
): Answer<A> => {
  const ends: (() => void)[] = []
  const began: IngestContext['began'] = (orgId) => {
    const ended = door.began(orgId)
    return (facts) => void ends.push(() => ended(facts))
  }
  const answer = await neverRejecting(() => work({ ...door, began }))
  for (const end of ends) end()
  return answer
}
