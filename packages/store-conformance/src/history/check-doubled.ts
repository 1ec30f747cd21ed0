import type { Position } from '@partner-ledger/core/store'

import type { Attempt, Told } from './attempt.js'
import { putsOf, reached } from './check-checkpoints.js'
import { livesOf, stoppedAlone } from './life.js'
import { placeKey, type RunId } from './record.js'
import { turnsOf } from './turn.js'
import type { Doubled, DoubledReason } from './violation.js'

/** Effects that were made more than once. */
export const doubledEffects = ({ subscription, attempts }: Told): readonly Doubled[] => {
  const makers = new Map<string, RunId>()
  return attempts.flatMap((attempt) => {
    if (attempt.completed === undefined) return []
    const first = makers.get(placeKey(attempt))
    if (first === undefined) makers.set(placeKey(attempt), attempt.run)
    return first === undefined ? [] : [doubledBy(subscription, first, attempt, 'exactly-once')]
  })
}

/**
 * Deliveries that came again after they were completed although at least once does not cover it: in the same turn of one
 * run; at or behind a checkpoint that stood when the run took it up; or after a run that nobody worked beside had
 * completed them and stopped. What was completed and not yet checkpointed may come again after a kill or a takeover.
 */
export const doubledDeliveries = ({ subscription, records, attempts }: Told): readonly Doubled[] => {
  const turns = turnsOf(records)
  const lives = livesOf(records)
  const alone = stoppedAlone(lives)
  const behind = checkpointsMet(records)
  const completions = new Map<string, Attempt[]>()

  const reasonOf = (earlier: Attempt & Completed, again: Attempt): DoubledReason | undefined => {
    if (earlier.run === again.run && turns[earlier.completed] === turns[again.begun]) return 'same-run'
    if (behind(again)) return 'behind-checkpoint'
    const stopped = alone.get(earlier.run)?.ended ?? Infinity
    return stopped < (lives.get(again.run)?.started ?? 0) ? 'after-stop' : undefined
  }

  return attempts.flatMap((again) => {
    const known = completions.get(placeKey(again)) ?? []
    if (again.completed !== undefined) completions.set(placeKey(again), [...known, again])
    for (const earlier of known) {
      if (!isCompletedBefore(earlier, again)) continue
      const reason = reasonOf(earlier, again)
      if (reason !== undefined) return [doubledBy(subscription, earlier.run, again, reason)]
    }
    return []
  })
}

interface Completed {
  readonly completed: number
}

const isCompletedBefore = (earlier: Attempt, { begun }: Attempt): earlier is Attempt & Completed =>
  earlier.completed !== undefined && earlier.completed < begun

/**
 * Whether an attempt lies at or behind a checkpoint that its run knew: one that was put before the run was started, or
 * that its own last put replaced or was.
 */
const checkpointsMet = (records: Told['records']): ((attempt: Attempt) => boolean) => {
  const puts = putsOf(records)
  const least = new Map([...puts.values()].flatMap((own) => [...reached(own)]))
  const put = new Map<string, Position>()
  const known = new Map<string, Position>()
  const met: Position[] = []
  for (const record of records) {
    if (record._tag === 'started') for (const [tenant, position] of put) known.set(`${record.run} ${tenant}`, position)
    const tenant = 'tenant' in record ? record.tenant : ''
    const key = `${record.run} ${tenant}`
    if (record._tag === 'put') {
      known.set(key, Math.max(known.get(key) ?? 0, least.get(record) ?? 0))
      put.set(tenant, Math.max(put.get(tenant) ?? 0, record.position))
    }
    met.push(known.get(key) ?? 0)
  }
  return ({ begun, position }) => position <= (met[begun] ?? 0)
}

const doubledBy = (subscription: string, first: RunId, again: Attempt, reason: DoubledReason): Doubled => {
  const { tenant, position, id, run } = again
  return { _tag: 'doubled', subscription, tenant, position, id, reason, runs: [first, run] }
}
