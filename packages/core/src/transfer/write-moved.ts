import { left, right } from 'fp-ts/lib/Either.js'

import { outcomeUnknown } from '../failure/store-error.js'
import { withoutPersonal } from '../ledger/log/event-record.js'
import type { Answer } from '../store/answer.js'
import type { Append, StreamName, Tenant, Version } from '../store/event.js'
import { isForgotten } from './is-forgotten.js'
import type { Moved } from './moved.js'
import type { Target } from './settle-stream.js'

/** How many records of a group were new, and how many the log had already. */
export interface Written {
  readonly appended: number
  readonly duplicates: number
}

/**
 * Appends records of one tenant with the times that they were recorded at. What was forgotten where they come from, or is
 * forgotten here, also meanwhile, ends here without personal part and body.
 */
export const writeMoved = async (target: Target, tenant: Tenant, group: readonly Moved[]): Answer<Written> => {
  const appends: Append[] = []
  for (const moved of group) {
    const gone = moved.forgotten ? right(true) : await isForgotten(target.known, tenant, moved)
    if (gone._tag === 'Left') return gone
    appends.push(appendOf(moved, gone.right))
  }
  const [first, ...rest] = appends
  if (first === undefined) return right({ appended: 0, duplicates: 0 })
  const answer = await target.events.append(tenant, [first, ...rest])
  if (answer._tag === 'Left') return answer
  if ('stale' in answer.right) return left(outcomeUnknown(unexpected))
  const { outcomes } = answer.right
  const places: TargetPosition[] = []
  let appended = 0
  for (const [index, moved] of group.entries()) {
    const outcome = outcomes[index]
    if (outcome === undefined || outcome._tag === 'conflict') return left(outcomeUnknown(unexpected))
    if (outcome._tag === 'appended') appended += 1
    places.push({ moved, version: outcome.version })
  }
  const marked = await markForgotten(target, tenant, places)
  return marked._tag === 'Left' ? marked : right({ appended, duplicates: group.length - appended })
}

const unexpected = 'the store returned no outcome, or refused an append that expected nothing'

const appendOf = ({ stream, recordedAt, event }: Moved, forgotten: boolean): Append => ({
  stream,
  expected: 'any',
  event: forgotten ? withoutPersonal(event) : event,
  recordedAt,
})

/** A record, and the version that it has here. */
interface TargetPosition {
  readonly moved: Moved
  readonly version: Version
}

/**
 * Marks what is forgotten. A forgetting takes all that lies below its version and its time, and so the record that a
 * later version with a later time stands for needs no call of its own.
 */
const markForgotten = async (target: Target, tenant: Tenant, places: readonly TargetPosition[]): Answer<void> => {
  const reached = new Map<StreamName, number>()
  for (const { moved, version } of places.toSorted((a, b) => b.version - a.version)) {
    const { stream, event, forgotten } = moved
    if (event.occurredAt <= (reached.get(stream) ?? -Infinity)) continue
    const gone = forgotten ? right(true) : await isForgotten(target.known, tenant, moved)
    if (gone._tag === 'Left') return gone
    if (!gone.right) continue
    const done = await target.events.forget(tenant, stream, version, event.occurredAt)
    if (done._tag === 'Left') return done
    reached.set(stream, event.occurredAt)
  }
  return right(undefined)
}
