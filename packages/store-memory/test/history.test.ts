import { type HistorySubject, historyText, runHistory } from '@partner-ledger/history-check'
import { expect, it } from 'vitest'

import { figures } from '../../../tools/faults/figures.js'
import { rounds, seed } from '../../../tools/faults/rounds.js'
import { memoryLog } from '../src/memory-log.js'
import { memoryStore } from '../src/memory-store.js'

/** Simulated processes over one log: a kill cuts the connection of one in the middle of a call. */
const subject: HistorySubject = {
  name: 'memoryStore',
  open: async () => {
    const log = memoryLog()
    return { handle: async () => memoryStore({ log }), dispose: async () => {} }
  },
}

it(
  `over many ledgers of one log, some abandoned, loses, duplicates and reorders nothing (seed ${seed})`,
  { tags: 'fault:histories', timeout: 600_000 },
  async () => {
    const options = { seed, events: rounds(300), kills: rounds(10), pauses: rounds(2) }
    const { report } = await runHistory(subject, options)
    console.log(historyText(report))
    expect(report.violations).toEqual([])
    expect(report.counts.kills).toBe(options.kills)
    const { kills, pauses, acknowledged, delivered, repeated } = report.counts
    figures({ rounds: kills + pauses, acknowledged, lost: 0, delivered, repeated })
  },
)
