import { EventEmitter } from 'node:events'

import type { Connection, FakeServer } from './fake-server.js'

/** A pool of connections as drivers have them: who finds none waits, and an idle one that is lost is an `error` event. */
export interface FakePool {
  readonly events: EventEmitter
  /** A connection, once one is free. `giveUp` takes the caller out of the queue; then nothing is given to it. */
  take(): { readonly connection: Promise<Connection>; readonly giveUp: () => void }
  giveBack(connection: Connection): void
  /** Keeps every connection from everybody until it is repaired. */
  takeAll(): () => void
  end(): void
}

const size = 4

export const fakePool = (
  server: FakeServer,
  waitsForQuorum: (made: number) => boolean,
  keepsLost = false,
): FakePool => {
  const events = new EventEmitter()
  const idle: Connection[] = []
  const waiting: ((connection: Connection) => void)[] = []
  let made = 0
  let open = 0
  let taken = false

  const drop = (connection: Connection): void => {
    const at = idle.indexOf(connection)
    if (at >= 0 && !keepsLost) idle.splice(at, 1)
    if (!keepsLost) open -= 1
  }

  const make = async (): Promise<void> => {
    open += 1
    const connection = await server.connect(waitsForQuorum((made += 1)))
    connection.onLost = (error) => {
      drop(connection)
      // As drivers do it: without a listener this throws out of the event loop.
      events.emit('error', error)
      serve()
    }
    idle.push(connection)
    serve()
  }

  const serve = (): void => {
    if (taken) return
    while (waiting.length > 0 && idle.length > 0) {
      const connection = idle.shift()
      if (connection !== undefined) waiting.shift()?.(connection)
    }
    for (let missing = waiting.length; missing > 0 && open < size; missing -= 1) void make()
  }

  return {
    events,
    take: () => {
      let wait: (connection: Connection) => void = () => {}
      const connection = new Promise<Connection>((resolve) => {
        wait = resolve
      })
      waiting.push(wait)
      serve()
      return {
        connection,
        giveUp: () => {
          const at = waiting.indexOf(wait)
          if (at >= 0) waiting.splice(at, 1)
        },
      }
    },
    giveBack: (connection) => {
      if (connection.isOpen()) idle.push(connection)
      else drop(connection)
      serve()
    },
    takeAll: () => {
      taken = true
      return () => {
        taken = false
        serve()
      }
    },
    end: () => {
      for (const connection of idle) {
        connection.onLost = () => {}
        connection.cut()
      }
      idle.length = 0
    },
  }
}
