import type { Position, Tenant } from '@partner-ledger/core/store'

import type { Checkpointed, HistoryRecord } from '../record.js'
import type { SubscriptionHistory } from './subscription-history.js'
import type { StaleCheckpoint } from './violation.js'

/** The checkpoints that were put, by tenant, in the order of their revisions: the order in which they took effect. */
export const putsOf = (records: readonly HistoryRecord[]): ReadonlyMap<Tenant, readonly Checkpointed[]> => {
  const puts = new Map<Tenant, Checkpointed[]>()
  for (const record of records) {
    if (record._tag !== 'put') continue
    const own = puts.get(record.tenant) ?? []
    own.push(record)
    puts.set(record.tenant, own)
  }
  for (const own of puts.values()) own.sort((a, b) => a.revision - b.revision)
  return puts
}

/** The highest position that was checkpointed when each of these took effect. */
export const reached = (puts: readonly Checkpointed[]): ReadonlyMap<Checkpointed, Position> => {
  let highest = 0
  return new Map(puts.map((put) => [put, (highest = Math.max(highest, put.position))]))
}

/** Checkpoints that replaced a newer one than they expected, or that went back. */
export const staleCheckpoints = ({ subscription, records }: SubscriptionHistory): readonly StaleCheckpoint[] =>
  [...putsOf(records)].flatMap(([tenant, puts]) =>
    puts.flatMap((put, n) => {
      const last = puts[n - 1]
      if (last === undefined || (last.revision <= put.expected && last.position <= put.position)) return []
      const processes = [last.process, put.process] as const
      const positions = [last.position, put.position] as const
      return [{ _tag: 'stale-checkpoint', subscription, tenant, processes, positions }]
    }),
  )
