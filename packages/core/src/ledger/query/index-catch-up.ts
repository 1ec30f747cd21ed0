import { left, right } from 'fp-ts/lib/Either.js'

import type { Position, Tenant } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { IndexCheckpoint, MembershipIndex } from '../../store/index/membership-index.js'
import { unavailable } from '../../store/store-error.js'
import { indexVersion } from './index-row.js'
import { takeStep } from './index-step.js'
import type { Reader } from '../read/read.js'

/** How far an index has come on its way to the head of the log. */
export interface IndexProgress {
  readonly position: Position
  readonly head: Position
}

/** How long a query waits for its index, and who watches. */
export interface CatchUp {
  /** ms; beyond it the answer is `Unavailable`. What was done stays done, and a step is always taken. */
  readonly maxWaitMs: number
  readonly onProgress?: (progress: IndexProgress) => void
}

/** Brings the tenant's index to the head of the log as it is now, so that a query never answers from the past. */
export const catchUp = async (
  reader: Reader,
  index: MembershipIndex,
  tenant: Tenant,
  { maxWaitMs, onProgress }: CatchUp,
): Answer<Position> => {
  const head = await reader.events.head(tenant)
  if (head._tag === 'Left') return head
  const deadline = performance.now() + maxWaitMs
  for (let steps = 0; ; steps += 1) {
    const position = await standOf(index, tenant)
    if (position._tag === 'Left' || position.right >= head.right) return position
    onProgress?.({ position: position.right, head: head.right })
    if (steps > 0 && performance.now() >= deadline) return left(unavailable('the index is still catching up'))
    const stepped = await takeStep(reader, index, tenant, position.right)
    if (stepped._tag === 'Left') return stepped
  }
}

/** Whether the index has come this far by this version of the fold: not once another process has cleared it. */
export const standsAt = ({ position, fold }: IndexCheckpoint, reached: Position): boolean =>
  position >= reached && (position === 0 || fold === indexVersion)

/** An index of another version of the fold starts again from nothing. */
const standOf = async (index: MembershipIndex, tenant: Tenant): Answer<Position> => {
  const stand = await index.stand(tenant)
  if (stand._tag === 'Left') return stand
  if (standsAt(stand.right, 0)) return right(stand.right.position)
  const cleared = await index.clear(tenant)
  return cleared._tag === 'Left' ? cleared : right(0)
}
