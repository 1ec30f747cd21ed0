import type { Answer, EventStore, AppendAnswer, StoreError } from '@partner-ledger/core/store'
import { left } from '@partner-ledger/core/store'
import type { MemoryLog } from '@partner-ledger/store-memory'

import type { Durability } from '../../src/subject.js'
import { type Disk, isSound, type Row } from './journal.js'

/** A process, until it is killed. `fault` is what every append meets. */
export interface Process {
  readonly log: MemoryLog
  killed: boolean
  fault: StoreError | undefined
}

/** What a journal store does with its disk. A broken one does one of these otherwise. */
export interface Machine {
  readonly durability: Durability
  readonly keepsEpoch: boolean
  readonly keepsMarks: boolean
  readonly noticesMissing: boolean
  write(disk: Disk, row: Row, process: Process): void
  beforeClose(disk: Disk): void
  restored(rows: readonly Row[]): readonly Row[]
  isSound(row: Row): boolean
  forgetRow(row: Row): void
  failing(
    store: EventStore,
    fault: StoreError,
    tenant: string,
    appends: Parameters<EventStore['append']>[1],
  ): Answer<AppendAnswer>
}

export const honestMachine: Machine = {
  durability: 'disk',
  keepsEpoch: true,
  keepsMarks: true,
  noticesMissing: true,
  write: (disk, row) => {
    disk.rows.push(row)
  },
  beforeClose: () => {},
  restored: (rows) => rows,
  isSound,
  forgetRow: (row) => {
    row.personal = undefined
    row.body = undefined
    row.forgotten = true
  },
  failing: async (_, fault) => left(fault),
}
