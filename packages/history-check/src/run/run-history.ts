import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { History, Logged } from '../history.js'
import type { HistoryRecord } from '../record.js'
import { checkHistory, type HistoryReport } from '../verdict/check-history.js'
import { deliveryWatch } from './delivery-watch.js'
import { forkedProcess } from './forked-process.js'
import { type HistoryOptions, historyOptions } from './history-options.js'
import type { HistoryProcess } from './history-process.js'
import type { HistorySubject, StoreInHistory } from './history-subject.js'
import type { Job } from './job.js'
import { fileJournal, type Journal, memoryJournal } from './journal.js'
import { type LocalProcess, localProcess } from './local-process.js'
import { injectFaults } from './nemesis.js'
import { type Processes, processesOf } from './processes.js'
import { enoughOrQuiet, quietMsOf } from './progress.js'
import { readFinalLog } from './read-final-log.js'
import { type Schedule, scheduleOf } from './schedule.js'

/** A history that was run, and the verdict on it. */
export interface HistoryRun {
  /** The name of the store. */
  readonly subject: string
  readonly seed: number
  readonly history: History
  readonly report: HistoryReport
}

/**
 * Runs a history on a new store and checks it: writers and subscribers work while some of them are killed, paused and
 * replaced; in the end every subscription catches up. Rejects if a process fails by itself.
 */
export const runHistory = async (subject: HistorySubject, given: Partial<HistoryOptions> = {}): Promise<HistoryRun> => {
  const options = historyOptions(given)
  const store = await subject.open()
  const folder = mkdtempSync(join(tmpdir(), 'history-'))
  const path = join(folder, 'journal')
  const journal = store.process === undefined ? memoryJournal() : fileJournal(path)
  const locals: LocalProcess[] = []
  const startProcess = async (job: Job): Promise<HistoryProcess> => {
    if (store.process !== undefined) return forkedProcess(store.process, { journal: path, job })
    const process = localProcess(await store.handle(), store, journal, job)
    locals.push(process)
    return process
  }
  const processes = processesOf(journal, startProcess, options.timeoutMs)
  try {
    await run(processes, scheduleOf(options), journal, options)
    const history = { records: await recordsOf(store, journal, options), log: await finalLogOf(store) }
    return { subject: subject.name, seed: options.seed, history, report: checkHistory(history, options.promise) }
  } finally {
    await processes.killAll()
    for (const process of locals) await process.dispose()
    journal.close()
    await store.dispose()
    rmSync(folder, { recursive: true })
  }
}

const run = async (
  processes: Processes,
  schedule: Schedule,
  journal: Journal,
  options: HistoryOptions,
): Promise<void> => {
  const isDone = (process: HistoryProcess): boolean => !processes.running().includes(process)
  for (const job of schedule.setup()) {
    const writer = await processes.start(job)
    await processes.until(() => isDone(writer), 'the first events were written')
  }
  for (const job of schedule.subscribers()) await processes.start(job)
  await untilDelivered(processes, journal, options)
  for (const job of schedule.writers()) await processes.start(job)
  await injectFaults(processes, schedule, journal, options)
  const subscribers = processes.running().filter(({ job }) => job.role === 'subscriber')
  await processes.until(() => processes.running().length === subscribers.length, 'the writers were done')
  await processes.stop(subscribers)
  // The first process catches up; the second one finds that nothing is left.
  const catchUp = async (name: string): Promise<void> => {
    for (const job of [schedule.catchUp(name), schedule.catchUp(name)]) {
      const process = await processes.start(job)
      await processes.until(() => isDone(process), `${name} had caught up`)
    }
  }
  await Promise.all(Object.keys(options.subscribers).map(catchUp))
}

/** Waits until every subscription has completed what is acknowledged so far, so that none is still starting. */
const untilDelivered = async (processes: Processes, journal: Journal, options: HistoryOptions): Promise<void> => {
  const isDelivered = deliveryWatch(journal.read, Object.keys(options.subscribers))
  const acknowledged = journal.read().filter((record) => record._tag === 'acknowledged')
  const isQuiet = enoughOrQuiet(journal, Infinity, quietMsOf(options))
  await processes.until(() => acknowledged.every(isDelivered) || isQuiet(), 'the first events were delivered')
}

/** Rows of a projection's table are what was completed: the journal may lack the last ones before a kill. */
const recordsOf = async (
  { effects }: StoreInHistory,
  journal: Journal,
  { promise }: HistoryOptions,
): Promise<readonly HistoryRecord[]> => {
  const records = [...journal.read()]
  if (promise === 'at-least-once') return records
  if (effects === undefined) throw new Error('`exactly-once` cannot be checked without `effects`')
  const others = records.filter(({ _tag }) => _tag !== 'begun' && _tag !== 'completed')
  return [...others, ...(await effects()).map((effect) => ({ _tag: 'completed' as const, ...effect }))]
}

const finalLogOf = async (store: StoreInHistory): Promise<readonly Logged[]> => {
  const handle = await store.handle()
  const log = await readFinalLog(handle)
  await handle.close()
  return log
}
