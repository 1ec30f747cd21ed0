import type { Position, Tenant } from '@partner-ledger/core/store'

import { positionKey, type ProcessId } from '../record.js'
import { putsOf, reached } from './check-checkpoints.js'
import { lifetimesOf, stoppedAlone } from './lifetime.js'
import type { Attempt, SubscriptionHistory } from './subscription-history.js'
import { leaseAcquisitions, termsOf } from './term.js'
import type { Duplicated, DuplicateReason } from './violation.js'

/** Effects that were made more than once, where exactly once is promised. */
export const duplicatedEffects = ({ subscription, attempts }: SubscriptionHistory): readonly Duplicated[] => {
  const makers = new Map<string, ProcessId>()
  return attempts.flatMap((attempt) => {
    if (attempt.completed === undefined) return []
    const first = makers.get(positionKey(attempt))
    if (first === undefined) makers.set(positionKey(attempt), attempt.process)
    return first === undefined ? [] : [duplicatedBy(subscription, first, attempt, 'exactly-once')]
  })
}

/**
 * Deliveries that were repeated after they had been completed, and that "at least once" does not cover: in the same
 * term; up to a checkpoint that existed when the process took the lease; or after the only process of the subscription
 * had completed them and stopped. After a kill or a takeover, what was completed since the last checkpoint may come again.
 */
export const duplicatedDeliveries = (history: SubscriptionHistory): readonly Duplicated[] => {
  const { subscription, records, attempts } = history
  const terms = termsOf(records)
  const lifetimes = lifetimesOf(records)
  const alone = stoppedAlone(lifetimes)
  const isCheckpointed = knownCheckpoints(records)
  const completions = new Map<string, Attempt[]>()

  const reasonOf = (earlier: Attempt & Completed, again: Attempt): DuplicateReason | undefined => {
    if (earlier.process === again.process && terms[earlier.completed] === terms[again.begun]) return 'same-term'
    if (isCheckpointed(again)) return 'before-checkpoint'
    const stopped = alone.get(earlier.process)?.ended ?? Infinity
    return stopped < (lifetimes.get(again.process)?.started ?? 0) ? 'after-stop' : undefined
  }

  return attempts.flatMap((again) => {
    const known = completions.get(positionKey(again)) ?? []
    if (again.completed !== undefined) completions.set(positionKey(again), [...known, again])
    for (const earlier of known) {
      if (!isCompletedBefore(earlier, again)) continue
      const reason = reasonOf(earlier, again)
      if (reason !== undefined) return [duplicatedBy(subscription, earlier.process, again, reason)]
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
 * Whether an attempt is at or before a checkpoint that its process knew: one that existed when the process started or
 * took the lease, or its own last one and those that it replaced.
 */
const knownCheckpoints = (records: SubscriptionHistory['records']): ((attempt: Attempt) => boolean) => {
  const atLeast = new Map([...putsOf(records).values()].flatMap((puts) => [...reached(puts)]))
  const isAcquisition = leaseAcquisitions()
  const latest = new Map<Tenant, Position>()
  const knownBy = new Map<ProcessId, Map<Tenant, Position>>()
  const known = records.map((record) => {
    const own = knownBy.get(record.process) ?? new Map<Tenant, Position>()
    knownBy.set(record.process, own)
    if (record._tag === 'started' || isAcquisition(record)) for (const entry of latest) raise(own, entry)
    if (record._tag === 'put') {
      raise(own, [record.tenant, atLeast.get(record) ?? 0])
      raise(latest, [record.tenant, record.position])
    }
    return 'tenant' in record ? (own.get(record.tenant) ?? 0) : 0
  })
  return ({ begun, position }) => position <= (known[begun] ?? 0)
}

const raise = (positions: Map<Tenant, Position>, [tenant, position]: readonly [Tenant, Position]): void => {
  positions.set(tenant, Math.max(positions.get(tenant) ?? 0, position))
}

const duplicatedBy = (subscription: string, first: ProcessId, again: Attempt, reason: DuplicateReason): Duplicated => {
  const { tenant, position, id, process } = again
  return { _tag: 'duplicated', subscription, tenant, position, id, reason, processes: [first, process] }
}
