import type { Position, Tenant } from '../../store/event.js'
import type { Unsubscribe } from '../../store/event-store.js'
import type { Epoch, LogState } from '../../store/page.js'

/** What was known of a tenant's log when a call to the store began. */
export interface CallBegun {
  readonly generation: number
  readonly head: Position
}

/**
 * Notices a log that went back, or was replaced, under a running ledger: by another epoch, and by a head that is lower
 * than the one that was known when the call began. Answers overtake each other, so a lower head alone is no sign.
 */
export interface LogWatch {
  /** To be called before each call to the store whose answer is remembered. */
  begin(tenant: Tenant): CallBegun
  /**
   * Compares an answer with what was known. Returns `false` where nothing of the answer may be remembered: it shows a log
   * that went back, which drops what is remembered of the tenant, or its call began before such a drop.
   */
  isCurrent(tenant: Tenant, begun: CallBegun, state: LogState): boolean
  /** Drops what is remembered of the tenant: something of it is not in the log any more. */
  drop(tenant: Tenant): void
  /** Calls the listener after each drop. */
  onDrop(listener: (tenant: Tenant) => void): Unsubscribe
  /** The epoch of the tenant's last answer; of any tenant's where this one had none. `undefined`: no answer yet. */
  epoch(tenant: Tenant): Epoch | undefined
}

interface WatchedLog {
  generation: number
  epoch: Epoch | undefined
  head: Position
}

export const logWatch = (): LogWatch => {
  const logs = new Map<Tenant, WatchedLog>()
  const listeners = new Set<(tenant: Tenant) => void>()
  let lastEpoch: Epoch | undefined

  const logOf = (tenant: Tenant): WatchedLog => {
    const log = logs.get(tenant) ?? { generation: 0, epoch: undefined, head: 0 }
    logs.set(tenant, log)
    return log
  }

  const drop = (tenant: Tenant): void => {
    const log = logOf(tenant)
    log.generation += 1
    log.epoch = undefined
    log.head = 0
    for (const listener of listeners) listener(tenant)
  }

  return {
    begin: (tenant) => {
      const { generation, head } = logOf(tenant)
      return { generation, head }
    },
    isCurrent: (tenant, begun, { epoch, head }) => {
      const log = logOf(tenant)
      if (begun.generation !== log.generation) return false
      if ((log.epoch !== undefined && log.epoch !== epoch) || head < begun.head) {
        drop(tenant)
        return false
      }
      log.epoch = epoch
      log.head = Math.max(log.head, head)
      lastEpoch = epoch
      return true
    },
    drop,
    onDrop: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    epoch: (tenant) => logs.get(tenant)?.epoch ?? lastEpoch,
  }
}
