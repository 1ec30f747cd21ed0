import {
  type Answer,
  checkAppend,
  checkForget,
  checkHeads,
  checkName,
  checkRead,
  checkStreams,
  checkWhole,
  type EventStore,
  left,
  outcomeUnknown,
  storeClosed,
  type StoreError,
  unavailable,
} from '@partner-ledger/core/store'

import type { FakePool } from './fake-pool.js'
import type { Connection, FakeServer } from './fake-server.js'
import { wakesOver } from './network-wakes.js'

/** What a store on a network does, each of which a broken one does otherwise. */
export interface NetworkHabits {
  readonly listensToPool: boolean
  readonly wakes: 'always' | 'until lost' | 'never'
  /** Whether a call that waits for an answer, or for a connection, ends in time. */
  readonly endsWaiting: boolean
  readonly endsQueueing: boolean
  /** Whether a call that was answered is taken out of the queue. */
  readonly leavesQueue: boolean
  readonly lost: (reason: string) => StoreError
  readonly isConfirmed: boolean
  readonly refused: (error: StoreError) => StoreError
  readonly closesInTime: boolean
}

export const honestHabits: NetworkHabits = {
  listensToPool: true,
  wakes: 'always',
  endsWaiting: true,
  endsQueueing: true,
  leavesQueue: true,
  lost: outcomeUnknown,
  isConfirmed: true,
  refused: (error) => error,
  closesInTime: true,
}

/** Of a call that was answered before it was sent, nobody waits for the end. */
const neverMind = [() => true, () => false] as const

/** A store over a pool of connections to the server. */
export const networkStore = (
  server: FakeServer,
  pool: FakePool,
  answerWithinMs: number,
  habits: NetworkHabits = honestHabits,
): EventStore => {
  const underWay = new Set<Promise<unknown>>()
  const wakes = wakesOver(server, habits.wakes)
  let closed = false
  if (habits.listensToPool) pool.events.on('error', () => {})

  const carryOut = async <A>(writes: boolean, run: (store: EventStore) => Answer<A>): Answer<A> => {
    const until = Date.now() + answerWithinMs
    const { connection: taken, giveUp } = pool.take()
    const request = { writes, run, isConfirmed: habits.isConfirmed }
    const connection = habits.endsQueueing ? await before(until, taken) : await taken
    if (connection === late) {
      if (habits.leavesQueue) giveUp()
      else
        void taken.then(async (free) => {
          const isSent = await free.send(request).then(...neverMind)
          if (isSent) pool.giveBack(free)
        })
      void taken.then(pool.giveBack)
      return left(unavailable('every connection is taken'))
    }
    const failed = (reason: string): StoreError => (writes ? habits.lost(reason) : unavailable(reason))
    try {
      const sent = connection.send(request)
      const answer = habits.endsWaiting ? await before(until, sent) : await sent
      if (answer === late) {
        cutQuietly(connection)
        return left(failed('the server did not answer in time'))
      }
      return isError(answer) ? left(habits.refused(answer)) : answer
    } catch {
      return left(failed('the connection was lost'))
    } finally {
      pool.giveBack(connection)
    }
  }

  const call = <A>(
    fault: StoreError | undefined,
    writes: boolean,
    run: (store: EventStore) => Answer<A>,
  ): Answer<A> => {
    if (closed) return Promise.resolve(left(storeClosed))
    if (fault !== undefined) return Promise.resolve(left(fault))
    const answer = carryOut(writes, run)
    underWay.add(answer)
    return answer.finally(() => underWay.delete(answer))
  }

  return {
    append: (tenant, appends, seen) => {
      const fault = checkAppend(tenant, appends, seen)
      const own = fault === undefined ? structuredClone(appends) : appends
      return call(fault, true, (store) => store.append(tenant, own, seen))
    },
    readStream: (tenant, stream, after, limit) =>
      call(checkRead(tenant, after, limit) ?? checkName('stream', stream), false, (store) =>
        store.readStream(tenant, stream, after, limit),
      ),
    readAll: (tenant, after, limit, parts) =>
      call(checkRead(tenant, after, limit), false, (store) => store.readAll(tenant, after, limit, parts)),
    streams: (tenant, prefix, after, limit) =>
      call(checkStreams(tenant, prefix, after, limit), false, (store) => store.streams(tenant, prefix, after, limit)),
    heads: (after, limit) => call(checkHeads(after, limit), false, (store) => store.heads(after, limit)),
    body: (tenant, position) =>
      call(checkName('tenant', tenant) ?? checkWhole('position', position, 0), false, (store) =>
        store.body(tenant, position),
      ),
    forget: (tenant, stream, upTo, until) =>
      call(checkForget(tenant, stream, upTo, until), true, (store) => store.forget(tenant, stream, upTo, until)),
    onAppend: (tenant, wake) => (closed ? () => {} : wakes.add(tenant, wake)),
    close: async () => {
      closed = true
      wakes.end()
      if (!habits.closesInTime && underWay.size > 0) await new Promise(() => {})
      await Promise.all(underWay)
      pool.end()
    },
  }
}

const late = Symbol('late')

const before = async <A>(until: number, work: Promise<A>): Promise<A | typeof late> => {
  let timer: NodeJS.Timeout | undefined
  const ends = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), Math.max(0, until - Date.now()))
  })
  return Promise.race([work, ends]).finally(() => clearTimeout(timer))
}

const cutQuietly = (connection: Connection): void => {
  connection.onLost = () => {}
  connection.cut()
}

/** What the server says in the place of an answer: an error alone, in no Either. */
const isError = (answer: unknown): answer is StoreError => !['Left', 'Right'].includes((answer as StoreError)._tag)
