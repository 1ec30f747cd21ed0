import type { Answer } from '../../store/answer.js'
import { neverRejecting } from '../gate.js'
import type { Door } from './door.js'

/** Does the work, and lets listeners hear of its facts only when the work is over, whatever comes of it. */
export const tellingAfterwards = async <A>(door: Door, work: (door: Door) => Answer<A>): Answer<A> => {
  const ends: (() => void)[] = []
  const began: Door['began'] = (orgId) => {
    const ended = door.began(orgId)
    return (facts) => void ends.push(() => ended(facts))
  }
  const answer = await neverRejecting(() => work({ ...door, began }))
  for (const end of ends) end()
  return answer
}
