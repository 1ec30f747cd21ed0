import type { Tenant, Unsubscribe } from '@partner-ledger/core/store'

import type { MemoryLog } from './memory-log.js'

/** Calls `wake` after each append to the tenant until it is ended. */
export const subscribe = (log: MemoryLog, tenant: Tenant, wake: () => void): Unsubscribe => {
  const wakes = log.wakes.get(tenant) ?? new Set()
  log.wakes.set(tenant, wakes)
  const own = (): void => wake()
  wakes.add(own)
  return () => {
    if (wakes.delete(own) && wakes.size === 0) log.wakes.delete(tenant)
  }
}

/** Wakes the tenant's subscribers once the append is over: none of them runs inside it, none can make it fail. */
export const wakeSubscribers = (log: MemoryLog, tenant: Tenant): void => {
  const wakes = log.wakes.get(tenant)
  if (wakes === undefined) return
  for (const wake of wakes)
    queueMicrotask(() => {
      if (wakes.has(wake)) wake()
    })
}
