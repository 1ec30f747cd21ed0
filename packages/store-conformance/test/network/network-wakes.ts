import type { Unsubscribe } from '@partner-ledger/core/store'

import type { Connection, FakeServer } from './fake-server.js'

/** Who waits for appends, over a connection of its own that hears of all of them. */
export interface Wakes {
  add(tenant: string, wake: () => void): Unsubscribe
  end(): void
}

export const wakesOver = (server: FakeServer, habit: 'always' | 'until lost' | 'never'): Wakes => {
  const waiting = new Map<() => void, string>()
  let listening: Promise<Connection> | undefined
  let ended = false

  const wakeAll = (of?: string): void => {
    for (const [wake, tenant] of waiting) if (of === undefined || of === tenant) wake()
  }

  const listen = async (): Promise<Connection> => {
    const connection = await server.connect(false)
    connection.session.onNotify = wakeAll
    connection.onLost = () => {
      if (ended || habit !== 'always') return
      // What was appended meanwhile was said to nobody: everybody is to look.
      listening = listen().then((again) => {
        wakeAll()
        return again
      })
    }
    return connection
  }

  return {
    add: (tenant, wake) => {
      const own = (): void => wake()
      waiting.set(own, tenant)
      if (habit !== 'never') listening ??= listen()
      return () => void waiting.delete(own)
    },
    end: () => {
      ended = true
      waiting.clear()
      void listening?.then((connection) => connection.cut())
    },
  }
}
