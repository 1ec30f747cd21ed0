import {
  type Answer,
  corrupt,
  type EventStore,
  left,
  type Page,
  type RecordedEvent,
  right,
} from '@partner-ledger/core/store'
import { type MemoryLog, memoryLog, memoryStore } from '@partner-ledger/store-memory'

import { appendOfRow, type Disk, type Row, rowOf } from './journal.js'
import type { Machine, Process } from './machine.js'

/** A process that was started on this disk: it holds in memory what the disk holds. */
export const startProcess = async (machine: Machine, disk: Disk): Promise<Process> => {
  const log: MemoryLog = { ...memoryLog(), epoch: machine.keepsEpoch ? disk.epoch : crypto.randomUUID() }
  const restoring = memoryStore({ log })
  for (const row of machine.restored(disk.rows)) {
    const restored = await restoring.append(row.tenant, [appendOfRow(row)])
    if (restored._tag === 'Left') throw new Error(restored.left._tag)
    const entry = log.tenants.get(row.tenant)?.entries.at(-1)
    if (entry !== undefined) entry.forgotten = row.forgotten && machine.keepsMarks
  }
  return { log, killed: false, fault: undefined }
}

/** A handle on the store of that process. It answers from the disk, and checks what it finds there. */
export const journalStore = (machine: Machine, disk: Disk, process: Process, clock: () => number): EventStore => {
  const { log } = process
  const store = memoryStore({ log, clock })

  const checked = (tenant: string, answer: Answer<Page>): Answer<Page> =>
    changedOrCorrupt(answer, (page) => {
      const { events } = page
      const rows = events.map((event) => rowAt(disk, tenant, event.position))
      const bad = rows.findIndex((row) => (row === undefined ? machine.noticesMissing : !machine.isSound(row)))
      if (bad >= 0) return left(corrupt(events[bad]?.position ?? 0, 'a row is not what it was'))
      return right({
        ...page,
        events: events.flatMap((event, n) => (rows[n] === undefined ? [] : [onDisk(event, rows[n])])),
      })
    })

  return {
    ...store,
    append: async (tenant, appends, seen) => {
      if (process.killed) return new Promise(() => {})
      const { fault } = process
      if (fault !== undefined && fault._tag !== 'OutcomeUnknown') return machine.failing(store, fault, tenant, appends)
      const kept = structuredClone(appends)
      const answer = await store.append(tenant, appends, seen)
      if (answer._tag === 'Left' || 'stale' in answer.right) return answer
      for (const [n, outcome] of answer.right.outcomes.entries()) {
        const one = kept[n]
        if (outcome._tag !== 'appended' || one === undefined) continue
        const recordedAt = log.tenants.get(tenant)?.entries[outcome.position - 1]?.recordedAt ?? 0
        machine.write(disk, rowOf(tenant, one, outcome, recordedAt), process)
      }
      return fault === undefined ? answer : left(fault)
    },
    readStream: (tenant, ...rest) => checked(tenant, store.readStream(tenant, ...rest)),
    readAll: (tenant, ...rest) => checked(tenant, store.readAll(tenant, ...rest)),
    body: (tenant, position) =>
      changedOrCorrupt(store.body(tenant, position), (body) => {
        const row = rowAt(disk, tenant, position)
        if (row === undefined) return right(body)
        return machine.isSound(row) ? right(appendOfRow(row).event.body) : left(corrupt(position, 'a body'))
      }),
    forget: async (tenant, stream, ...rest) => {
      const answer = await store.forget(tenant, stream, ...rest)
      for (const row of disk.rows)
        if (row.tenant === tenant && log.tenants.get(tenant)?.entries[row.position - 1]?.forgotten === true)
          machine.forgetRow(row)
      return answer
    },
    close: async () => {
      machine.beforeClose(disk)
      await store.close()
    },
  }
}

const rowAt = (disk: Disk, tenant: string, position: number): Row | undefined =>
  disk.rows.find((row) => row.tenant === tenant && row.position === position)

const onDisk = (event: RecordedEvent, row: Row): RecordedEvent => {
  const { body: _, ...stored } = appendOfRow(row).event
  const { personal: __, ...rest } = event
  return { ...rest, ...stored }
}

const changedOrCorrupt = async <A>(answer: Answer<A>, change: (value: A) => Awaited<Answer<A>>): Answer<A> => {
  const given = await answer
  return given._tag === 'Left' ? given : change(given.right)
}
