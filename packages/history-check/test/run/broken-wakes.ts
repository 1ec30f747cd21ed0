import { setTimeout } from 'node:timers/promises'

import type { StoreSabotage } from './memory-subject.js'

/** Never calls a wake. */
export const dropWakes: StoreSabotage = () => () => ({ onAppend: () => () => {} })

/** Drops one wake in this many. */
export const dropOneWakeIn =
  (many: number): StoreSabotage =>
  () => {
    let wakes = 0
    return (store) => ({
      onAppend: (tenant, wake) =>
        store.onAppend(tenant, () => {
          wakes += 1
          if (wakes % many > 0) wake()
        }),
    })
  }

/** Calls the wakes before the append is visible. */
export const wakeBeforeCommit: StoreSabotage = () => {
  const wakes = new Map<string, Set<() => void>>()
  const wakesOf = (tenant: string): Set<() => void> => {
    const own = wakes.get(tenant) ?? new Set()
    wakes.set(tenant, own)
    return own
  }
  return (store) => ({
    append: async (tenant, ...call) => {
      for (const wake of wakesOf(tenant)) wake()
      await setTimeout(20)
      return store.append(tenant, ...call)
    },
    onAppend: (tenant, wake) => {
      const registered = (): void => wake()
      wakesOf(tenant).add(registered)
      return () => wakesOf(tenant).delete(registered)
    },
  })
}

/** Calls a wake so much later, in ms. */
export const delayWakes =
  (ms: number): StoreSabotage =>
  () =>
  (store) => ({
    onAppend: (tenant, wake) => store.onAppend(tenant, () => void setTimeout(ms, undefined, { ref: false }).then(wake)),
  })
