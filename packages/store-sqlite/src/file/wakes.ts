import { clearInterval, setInterval } from 'node:timers'

import type { Tenant, Unsubscribe } from '@partner-ledger/core/store'

/** Who wants to hear of appends to which tenant. */
export interface Wakes {
  subscribe(tenant: Tenant, wake: () => void): Unsubscribe
  /** Wakes the subscribers of a tenant once the present work is over: none runs inside it, none can make it fail. */
  wake(tenant: Tenant): void
  end(): void
}

/**
 * Wakes on local appends, and, while anybody listens, on a change of `dataVersion`, which shows that another connection
 * wrote something, but not what: then everybody is woken.
 */
export const wakes = (dataVersion: () => unknown, pollMs: number): Wakes => {
  const listeners = new Map<Tenant, Set<() => void>>()
  let poll: NodeJS.Timeout | undefined
  let seen: unknown

  const wake = (tenant: Tenant): void => {
    const ofTenant = listeners.get(tenant)
    for (const listener of ofTenant ?? [])
      queueMicrotask(() => {
        if (ofTenant?.has(listener) === true) listener()
      })
  }
  const look = (): void => {
    const version = dataVersion()
    if (version === seen) return
    seen = version
    for (const tenant of listeners.keys()) wake(tenant)
  }
  const stopWhenAlone = (): void => {
    if (listeners.size > 0) return
    clearInterval(poll)
    poll = undefined
  }
  return {
    subscribe: (tenant, listener) => {
      const ofTenant = listeners.get(tenant) ?? new Set()
      listeners.set(tenant, ofTenant)
      // A function of its own, so that one that subscribes twice is ended once at a time.
      const own = (): void => listener()
      ofTenant.add(own)
      if (poll === undefined) {
        seen = dataVersion()
        poll = setInterval(look, pollMs).unref()
      }
      return () => {
        if (ofTenant.delete(own) && ofTenant.size === 0) listeners.delete(tenant)
        stopWhenAlone()
      }
    },
    wake,
    end: () => {
      listeners.clear()
      stopWhenAlone()
    },
  }
}
