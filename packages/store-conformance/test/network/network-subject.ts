import { misconfigured, readOnly, type StoreError, storeFull, unavailable } from '@partner-ledger/core/store'

import type { Repair, StoreUnderTest, Subject } from '../../src/subject.js'
import { type FakePool, fakePool } from './fake-pool.js'
import { type Conditions, fakeServer } from './fake-server.js'
import { honestHabits, type NetworkHabits, networkStore } from './network-store.js'

/** What a broken store on a network does otherwise; `waitsForQuorum` is for the connections of a pool in their order. */
export interface NetworkSabotage extends Partial<NetworkHabits> {
  readonly waitsForQuorum?: (made: number) => boolean
  readonly keepsLostConnections?: boolean
}

const answerWithinMs = 400

/** A store over a network that is simulated, with every capability of one; honest unless it is sabotaged. */
export const networkSubject = (name: string, sabotage: NetworkSabotage = {}): Subject => ({
  name,
  durability: 'quorum',
  networked: true,
  answerWithinMs,
  open: async () => underTest(sabotage),
  declines: {
    bytesAtRest: 'its server is simulated, and has no disk',
    startWriter: 'its server lives in this process',
    damage: 'nothing but its server reaches the memory',
    damageIndex: 'it brings no index',
    damageCheckpoint: 'it brings no checkpoints',
  },
})

const underTest = ({ waitsForQuorum = () => true, ...sabotage }: NetworkSabotage): StoreUnderTest => {
  const server = fakeServer()
  const pools = new Set<FakePool>()
  const habits = { ...honestHabits, ...sabotage }

  const open = () => {
    const pool = fakePool(server, waitsForQuorum, sabotage.keepsLostConnections)
    pools.add(pool)
    return networkStore(server, pool, answerWithinMs, habits)
  }

  const change = (to: Partial<Conditions>) => async (): Promise<Repair> => {
    const before = { ...server.conditions }
    Object.assign(server.conditions, to)
    return async () => void Object.assign(server.conditions, before)
  }
  const refuse = (error: StoreError, reads = false) => change({ refuses: { error, reads } })

  return {
    handle: async () => open(),
    dispose: async () => {},
    empty: async () => {
      server.setClock(Date.now)
      server.empty()
    },
    reopen: async () => {},
    setClock: (now) => {
      server.setClock(() => now)
    },
    durabilityInForce: async () => {
      const writing = [...server.connections].filter(({ session }) => session.onNotify === undefined)
      return writing.length > 0 && writing.every(({ session }) => session.waitsForQuorum) ? 'quorum' : 'disk'
    },
    fillUp: refuse(storeFull),
    forbidWrites: refuse(readOnly),
    block: refuse(unavailable('canceling statement due to lock timeout')),
    turnReadOnly: refuse(unavailable('cannot execute INSERT in a read-only transaction')),
    misconfigure: refuse(misconfigured('schema "partner_ledger" does not exist'), true),
    loseAnswers: change({ losesAnswers: true }),
    loseQuorum: change({ hasQuorum: false }),
    hang: change({ hangs: true }),
    fillPool: async () => {
      const give = [...pools].map((pool) => pool.takeAll())
      return async () => {
        for (const back of give) back()
      }
    },
    dropConnections: async () => {
      for (const connection of [...server.connections]) connection.cut()
    },
    anotherProcess: async () => ({ store: open(), wakeWithinMs: 1000 }),
  }
}
