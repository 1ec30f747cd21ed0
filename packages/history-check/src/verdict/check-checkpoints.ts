import type { Position, Tenant } from '@partner-ledger/core/store'

import type { Told } from './attempt.js'
import type { Checkpointed, HistoryRecord } from '../record.js'
import type { StaleCheckpoint } from './violation.js'

/** The checkpoints that were put, by tenant and in the order in which they took effect: that of their revisions. */
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

/** How far the tenant was handled, at the least, when each of these took effect. */
export const reached = (puts: readonly Checkpointed[]): ReadonlyMap<Checkpointed, Position> => {
  let most = 0
  return new Map(puts.map((put) => [put, (most = Math.max(most, put.position))]))
}

/** Checkpoints that replaced another one than they expected, or that went back. */
export const staleCheckpoints = ({ subscription, records }: Told): readonly StaleCheckpoint[] =>
  [...putsOf(records)].flatMap(([tenant, puts]) =>
    puts.flatMap((put, n) => {
      const last = puts[n - 1]
      if (last === undefined || (last.revision <= put.expected && last.position <= put.position)) return []
      const [runs, positions] = [[last.run, put.run] as const, [last.position, put.position] as const]
      return [{ _tag: 'stale-checkpoint', subscription, tenant, runs, positions }]
    }),
  )
