import { type HistorySubject, historyText, runHistory } from '@partner-ledger/store-conformance/history'
import { expect, it } from 'vitest'

import { memoryLog } from '../src/memory-log.js'
import { memoryStore } from '../src/memory-store.js'

const times = Number(process.env['PARTNER_LEDGER_ROUNDS'] ?? 1)
const rounds = (inCi: number): number => Math.max(1, Math.round(inCi * times))
const seed = Number(process.env['PARTNER_LEDGER_SEED'] ?? 20_261_123)

/** Ledgers of one process over one log: a kill cuts one off in the middle of whatever it does. */
const subject: HistorySubject = {
  name: 'memoryStore',
  open: async () => {
    const log = memoryLog()
    return { handle: async () => memoryStore({ log }), dispose: async () => {} }
  },
}

it(`over many ledgers of one log, some abandoned, loses, doubles and reorders nothing (seed ${seed})`, async () => {
  const figures = { seed, events: rounds(300), kills: rounds(10), pauses: rounds(2) }
  const { report } = await runHistory(subject, figures)
  console.log(historyText(report))
  expect(report.violations).toEqual([])
  expect(report.counts.kills).toBe(figures.kills)
}, 600_000)
