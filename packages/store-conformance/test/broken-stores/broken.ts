import type { EventStore } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { Clause } from '../../src/promises.js'
import type { StoreUnderTest, Subject } from '../../src/subject.js'

/** A store that breaks one clause, on purpose. */
export interface BrokenStore {
  readonly breaks: Clause
  readonly subject: Subject
}

/** What a broken store does otherwise than the honest one: made once a store, then once a handle. */
export type Sabotage = () => (honest: Honest) => Partial<EventStore>

/** An honest store, whose calls may be taken out of it one by one. */
export type Honest = {
  readonly [K in keyof EventStore]: (...call: Parameters<EventStore[K]>) => ReturnType<EventStore[K]>
}

/** The memory store with a sabotage. */
export const broken = (breaks: Clause, name: string, sabotage: Sabotage): BrokenStore => ({
  breaks,
  subject: memorySubject(name, sabotage),
})

/** The memory store as a subject, honest unless it is sabotaged. */
export const memorySubject = (name: string, sabotage: Sabotage = () => () => ({})): Subject => ({
  name,
  durability: 'none',
  open: async () => memoryUnderTest(sabotage),
  declines,
})

/** The subject with a sabotage on top of each handle. */
export const sabotaged = (subject: Subject, sabotage: Sabotage): Subject => ({
  ...subject,
  open: async () => {
    const store = await subject.open()
    const decorate = sabotage()
    return {
      ...store,
      handle: async () => {
        const honest = await store.handle()
        return { ...honest, ...decorate(honest) }
      },
    }
  },
})

/** One memory store, and its clock. */
export const memoryUnderTest = (sabotage: Sabotage): StoreUnderTest => {
  const log = memoryLog()
  const decorate = sabotage()
  let clock = Date.now
  return {
    handle: async () => {
      const honest = memoryStore({ log, clock: () => clock() })
      return { ...honest, ...decorate(honest) }
    },
    dispose: async () => {},
    setClock: (now) => {
      clock = () => now
    },
  }
}

const gone = 'nothing outlives the process'

const declines = {
  reopen: gone,
  durabilityInForce: gone,
  bytesAtRest: gone,
  startWriter: gone,
  damage: gone,
  damageIndex: gone,
  damageCheckpoint: gone,
  fillUp: gone,
  forbidWrites: gone,
  block: gone,
  loseAnswers: gone,
  misconfigure: gone,
  anotherProcess: gone,
}
