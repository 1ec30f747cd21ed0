import {
  misconfigured,
  outcomeUnknown,
  readOnly,
  type StoreError,
  storeFull,
  unavailable,
} from '@partner-ledger/core/store'

import { breathe } from '../../src/reading.js'
import type { Repair, StoreUnderTest, Subject, Writer, WriterJob } from '../../src/subject.js'
import { writeJob } from '../../src/write-job.js'
import { bytesOf, damageRow, emptyDisk } from './journal.js'
import { journalStore, startProcess } from './journal-store.js'
import { honestMachine, type Machine } from './machine.js'

/** A store on a disk that is simulated, with every capability that the kit knows; honest unless it is sabotaged. */
export const journalSubject = (name: string, sabotage: Partial<Machine> = {}): Subject => ({
  name,
  durability: 'disk',
  open: () => underTest({ ...honestMachine, ...sabotage }),
  declines: {
    anotherProcess: 'its disk is in the memory of this process',
    damageIndex: 'its journal holds the log alone',
    damageCheckpoint: 'its journal holds the log alone',
  },
})

const underTest = async (machine: Machine): Promise<StoreUnderTest> => {
  const disk = emptyDisk()
  let clock = Date.now
  let process = await startProcess(machine, disk)
  const handle = () => journalStore(machine, disk, process, () => clock())
  const restart = async (): Promise<void> => {
    process.killed = true
    process = await startProcess(machine, disk)
  }
  const meet = (fault: StoreError) => async (): Promise<Repair> => {
    process.fault = fault
    return async () => {
      process.fault = undefined
    }
  }
  const startWriter = async (job: WriterJob): Promise<Writer> => {
    const acknowledged: string[] = []
    const writing = process
    void writeJob(handle(), job, async (id) => {
      if (!writing.killed) acknowledged.push(id)
      await breathe()
      return !writing.killed
    })
    return { acknowledged: () => acknowledged, kill: restart }
  }
  return {
    handle: async () => handle(),
    dispose: async () => {},
    setClock: (now) => {
      clock = () => now
    },
    reopen: restart,
    durabilityInForce: async () => machine.durability,
    bytesAtRest: async () => [bytesOf(disk)],
    startWriter,
    damage: async (kind, event) => damageRow(disk, kind, event),
    fillUp: meet(storeFull),
    forbidWrites: meet(readOnly),
    block: meet(unavailable('blocked')),
    misconfigure: meet(misconfigured('the journal is of another layout')),
    loseAnswers: meet(outcomeUnknown('lost')),
  }
}
