import { memoryLog, type MemoryLog, memoryStore, type MemoryStore } from '@partner-ledger/store-memory'

/** A log in memory that goes back under whoever reads it, as a restore or a failover to a lagging standby lets it. */
export interface RewindableLog {
  readonly store: MemoryStore
  /** Removes the events of the tenant after this position. */
  rewind(tenant: string, position: number): void
  /** Makes it another incarnation, with the same events. */
  changeEpoch(epoch: string): void
}

export const rewindableLog = (): RewindableLog => {
  const log: { -readonly [K in keyof MemoryLog]: MemoryLog[K] } = memoryLog()
  return {
    store: memoryStore({ log }),
    rewind: (tenant, position) => {
      const known = log.tenants.get(tenant)
      if (known === undefined) return
      known.entries.splice(position)
      for (const [name, stream] of known.streams) {
        const kept = stream.entries.filter((entry) => entry.position <= position)
        stream.entries.splice(0, Infinity, ...kept)
        if (stream.ids !== undefined) stream.ids = new Map(kept.map((entry) => [entry.id, entry]))
        if (kept.length === 0) known.streams.delete(name)
      }
    },
    changeEpoch: (epoch) => {
      log.epoch = epoch
    },
  }
}
