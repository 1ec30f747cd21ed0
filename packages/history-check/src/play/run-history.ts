import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Casting, castingOf } from './casting.js'
import { checkHistory, type HistoryReport } from '../verdict/check-history.js'
import { type Company, companyOf } from './company.js'
import { forkedPlayer } from './forked-player.js'
import { type HistoryOptions, historyOptions } from './history-options.js'
import type { HistorySubject, StoreInHistory } from './history-subject.js'
import type { History, Logged } from '../history.js'
import { fileJournal, type Journal, memoryJournal } from './journal.js'
import { type LocalPlayer, localPlayer } from './local-player.js'
import { strike } from './misfortune.js'
import type { Part } from './part.js'
import { readFinalLog } from './read-final-log.js'
import type { HistoryRecord } from '../record.js'

/** What happened, and what is to be thought of it. */
export interface HistoryRun {
  /** The name of the store. */
  readonly subject: string
  readonly seed: number
  readonly history: History
  readonly report: HistoryReport
}

/**
 * Makes a history on a new store and judges it: writers and subscribers work while some of them are killed, held up and
 * started again; in the end all that is recorded is handled. It rejects where a process fails by itself.
 */
export const runHistory = async (subject: HistorySubject, given: Partial<HistoryOptions> = {}): Promise<HistoryRun> => {
  const options = historyOptions(given)
  const store = await subject.open()
  const folder = mkdtempSync(join(tmpdir(), 'history-'))
  const path = join(folder, 'journal')
  const journal = store.process === undefined ? memoryJournal() : fileJournal(path)
  const locals: LocalPlayer[] = []
  const play = async (part: Part) => {
    if (store.process !== undefined) return forkedPlayer(store.process, { journal: path, part })
    const player = localPlayer(await store.handle(), store, journal, part)
    locals.push(player)
    return player
  }
  const company = companyOf(journal, play, options.patienceMs)
  try {
    await perform(company, castingOf(options), journal, options)
    const history = { records: await recordsOf(store, journal, options), log: await finalLogOf(store) }
    return { subject: subject.name, seed: options.seed, history, report: checkHistory(history, options.promise) }
  } finally {
    await company.disband()
    for (const player of locals) await player.bury()
    journal.close()
    await store.dispose()
    rmSync(folder, { recursive: true })
  }
}

const perform = async (
  company: Company,
  casting: Casting,
  journal: Journal,
  options: HistoryOptions,
): Promise<void> => {
  for (const part of [...casting.subscribers(), ...casting.writers()]) await company.start(part)
  await strike(company, casting, journal, options)
  const subscribers = company.players().filter(({ part }) => part.role === 'subscriber')
  await company.until(() => company.players().length === subscribers.length, 'the writers were done')
  await company.stop(subscribers)
  // The first one catches up; the second finds that nothing is left.
  for (const name of Object.keys(options.subscribers))
    for (const part of [casting.last(name), casting.last(name)]) {
      const player = await company.start(part)
      await company.until(() => !company.players().includes(player), `${name} had caught up`)
    }
}

/** Where effects are kept in a table, they are what was completed: the journal may not know of the last ones. */
const recordsOf = async (
  { effects }: StoreInHistory,
  journal: Journal,
  { promise }: HistoryOptions,
): Promise<readonly HistoryRecord[]> => {
  const records = [...journal.read()]
  if (promise === 'at-least-once') return records
  if (effects === undefined) throw new Error('without effects nobody knows whether anything took effect exactly once')
  const kept = records.filter(({ _tag }) => _tag !== 'begun' && _tag !== 'completed')
  return [...kept, ...(await effects()).map((effect) => ({ _tag: 'completed' as const, ...effect }))]
}

const finalLogOf = async (store: StoreInHistory): Promise<readonly Logged[]> => {
  const handle = await store.handle()
  const log = await readFinalLog(handle)
  await handle.close()
  return log
}
