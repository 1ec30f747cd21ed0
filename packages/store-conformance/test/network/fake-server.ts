import { setTimeout as pause } from 'node:timers/promises'

import type { EventStore, StoreError } from '@partner-ledger/core/store'
import { type MemoryLog, memoryLog, memoryStore } from '@partner-ledger/store-memory'

/** What a request does to the server's store, and whether it writes. */
export interface Request<A> {
  readonly writes: boolean
  /** Whether it asks that a commit of this session waits for the quorum. */
  readonly isConfirmed: boolean
  run(store: EventStore): Promise<A>
}

/** The session of a connection: whether a commit waits for the quorum, and who hears of appends. */
export interface Session {
  readonly waitsForQuorum: boolean
  onNotify: ((tenant: string) => void) | undefined
}

/** What a test does to the server. */
export interface Conditions {
  hangs: boolean
  hasQuorum: boolean
  /** What the server answers in the place of a write, or of everything. */
  refuses: { readonly error: StoreError; readonly reads: boolean } | undefined
  /** The connection ends after the work, before its answer. */
  losesAnswers: boolean
}

/** A connection, until it is cut. A request on a connection that is cut rejects. */
export interface Connection {
  readonly session: Session
  readonly isOpen: () => boolean
  /** Is called once, with no request under way, when the connection is cut. */
  onLost: (error: Error) => void
  send<A>(request: Request<A>): Promise<A>
  cut(): void
}

export interface FakeServer {
  readonly conditions: Conditions
  /** ms since epoch */
  setClock(clock: () => number): void
  connect(waitsForQuorum: boolean): Promise<Connection>
  readonly connections: ReadonlySet<Connection>
  /** Removes everything that is stored. */
  empty(): void
}

/** A server of events at the other end of a wire on which everything takes a ms each way. */
export const fakeServer = (): FakeServer => {
  let log: MemoryLog = memoryLog()
  let clock = Date.now
  let store = memoryStore({ log, clock: () => clock() })
  const connections = new Set<Connection>()
  const conditions: Conditions = { hangs: false, hasQuorum: true, refuses: undefined, losesAnswers: false }

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await pause(2)
  }

  const notify = (tenant: string): void => {
    for (const { session } of connections) if (session.onNotify !== undefined) setTimeout(session.onNotify, 1, tenant)
  }

  const observed = (): EventStore => ({
    ...store,
    append: async (tenant, ...call) => {
      const answer = await store.append(tenant, ...call)
      notify(tenant)
      return answer
    },
  })

  const carryOut = async <A>(request: Request<A>, session: Session): Promise<A | StoreError> => {
    await until(() => !conditions.hangs)
    const { refuses } = conditions
    if (refuses !== undefined && (request.writes || refuses.reads)) return refuses.error
    const answer = await request.run(observed())
    if (request.writes && request.isConfirmed && session.waitsForQuorum) await until(() => conditions.hasQuorum)
    return answer
  }

  const connect = async (waitsForQuorum: boolean): Promise<Connection> => {
    await pause(1)
    let isOpen = true
    const atWork = new Set<(error: Error) => void>()
    const connection: Connection = {
      session: { waitsForQuorum, onNotify: undefined },
      isOpen: () => isOpen,
      onLost: () => {},
      send: (request) =>
        new Promise((resolve, reject) => {
          if (!isOpen) {
            reject(new Error('the connection is closed'))
            return
          }
          atWork.add(reject)
          const work = async (): Promise<void> => {
            await pause(1)
            if (!isOpen) return
            const answer = await carryOut(request, connection.session)
            if (request.writes && conditions.losesAnswers) connection.cut()
            await pause(1)
            atWork.delete(reject)
            if (isOpen) resolve(answer as Awaited<ReturnType<typeof request.run>>)
          }
          void work()
        }),
      cut: () => {
        if (!isOpen) return
        isOpen = false
        connections.delete(connection)
        const error = new Error('terminating connection due to administrator command')
        if (atWork.size === 0) setTimeout(() => connection.onLost(error), 1)
        for (const reject of atWork) reject(error)
      },
    }
    connections.add(connection)
    return connection
  }

  return {
    conditions,
    setClock: (to) => {
      clock = to
    },
    connect,
    connections,
    empty: () => {
      log = memoryLog()
      store = memoryStore({ log, clock: () => clock() })
    },
  }
}
