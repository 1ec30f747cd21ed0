import type { Position, Tenant } from '@partner-ledger/core/store'

import type { Attempt, Told } from './attempt.js'
import { putsOf, reached } from './check-checkpoints.js'
import { livesOf, stoppedAlone } from './life.js'
import { placeKey, type RunId } from '../record.js'
import { takings, turnsOf } from './turn.js'
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
 * Whether an attempt lies at or behind a checkpoint that its run knew: one that was put before the run was started or
 * took up the work, and its own last one with all that it followed.
 */
const checkpointsMet = (records: Told['records']): ((attempt: Attempt) => boolean) => {
  const atLeast = new Map([...putsOf(records).values()].flatMap((puts) => [...reached(puts)]))
  const takes = takings()
  const stands = new Map<Tenant, Position>()
  const known = new Map<RunId, Map<Tenant, Position>>()
  const met = records.map((record) => {
    const own = known.get(record.run) ?? new Map<Tenant, Position>()
    known.set(record.run, own)
    if (record._tag === 'started' || takes(record)) for (const stand of stands) raise(own, stand)
    if (record._tag === 'put') {
      raise(own, [record.tenant, atLeast.get(record) ?? 0])
      raise(stands, [record.tenant, record.position])
    }
    return 'tenant' in record ? (own.get(record.tenant) ?? 0) : 0
  })
  return ({ begun, position }) => position <= (met[begun] ?? 0)
}

const raise = (positions: Map<Tenant, Position>, [tenant, position]: readonly [Tenant, Position]): void => {
  positions.set(tenant, Math.max(positions.get(tenant) ?? 0, position))
}

const doubledBy = (subscription: string, first: RunId, again: Attempt, reason: DoubledReason): Doubled => {
  const { tenant, position, id, run } = again
  return { _tag: 'doubled', subscription, tenant, position, id, reason, runs: [first, run] }
}
