import { left, right } from 'fp-ts/lib/Either.js'

import { unavailable } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Position, Tenant } from '../../store/event.js'
import { emptyIndex, type IndexCheckpoint, type MembershipIndex } from '../../store/index/membership-index.js'
import type { LogState } from '../../store/page.js'
import { indexVersion } from './index-row.js'
import { type StepContext, takeStep } from './index-step.js'

/** How far an index has come on its way to the head of the log. */
export interface IndexProgress {
  readonly position: Position
  readonly head: Position
}

/** How long a query waits for its index, and who watches. */
export interface CatchUp {
  /** As `performance.now()` has it. After it the answer is `Unavailable`; steps already taken stay, and one is always taken. */
  readonly deadline: number
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined
}

/** What a catch-up came to. */
export interface CaughtUp {
  readonly stand: IndexCheckpoint
  /** Whether the index stood at the head already, so that what was read from it before is as of the head. */
  readonly unchanged: boolean
}

/**
 * Takes the index from where it stands to the head of the log as it was when the first page was read. An index whose mark
 * is not in the log, or of an older version of the fold, is built anew.
 */
export const catchUp = async (
  context: StepContext,
  rows: MembershipIndex,
  tenant: Tenant,
  from: IndexCheckpoint,
  { deadline, onProgress }: CatchUp,
): Answer<CaughtUp> => {
  let stand = from
  let head: Position | undefined
  for (let steps = 0; ; steps += 1) {
    const ready = await usable(rows, tenant, stand)
    if (ready._tag === 'Left') return ready
    stand = ready.right
    const step = await takeStep(context, rows, tenant, stand)
    if (step._tag === 'Left') return step
    const { log, outcome } = step.right
    head ??= log.head
    if (outcome._tag === 'at-head') return right({ stand, unchanged: steps === 0 })
    if (outcome._tag === 'applied') stand = outcome.stand
    else {
      const found = outcome._tag === 'behind' ? await standOf(rows, tenant) : await cleared(rows, tenant)
      if (found._tag === 'Left') return found
      stand = found.right
    }
    onProgress?.({ position: stand.position, head: Math.max(head, stand.position) })
    if (stand.position >= head && outcome._tag === 'applied') return right({ stand, unchanged: false })
    if (performance.now() >= deadline) return left(unavailable('the index is still catching up'))
  }
}

/** Whether the index, by this version of the fold, holds all of the log up to this head. */
export const covers = (stand: IndexCheckpoint, log: LogState): boolean =>
  (stand.position === 0 && log.head === 0) ||
  (stand.foldVersion === indexVersion && stand.epoch === log.epoch && stand.position >= log.head)

/** An index of an older version of the fold starts again from nothing. */
const usable = (rows: MembershipIndex, tenant: Tenant, stand: IndexCheckpoint): Answer<IndexCheckpoint> =>
  stand.position === 0 || stand.foldVersion === indexVersion ? Promise.resolve(right(stand)) : cleared(rows, tenant)

const cleared = async (rows: MembershipIndex, tenant: Tenant): Answer<IndexCheckpoint> => {
  const done = await rows.clear(tenant)
  return done._tag === 'Left' ? done : right(emptyIndex)
}

const standOf = async (rows: MembershipIndex, tenant: Tenant): Answer<IndexCheckpoint> => {
  const state = await rows.stand(tenant)
  return state._tag === 'Left' ? state : right(state.right.stand)
}
