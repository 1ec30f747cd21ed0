import { type EventStore, left, type RecordedEvent, right } from '@partner-ledger/core/store'

import type { Clause } from '../../src/promises.js'
import { type BrokenStore, sabotaged } from './broken.js'
import { appendsChanged, readsChanged } from './change.js'
import { isSound } from './journal.js'
import { journalSubject } from './journal-subject.js'
import { honestMachine, type Machine } from './machine.js'

const brokenDurable = (breaks: Clause, name: string, sabotage: Partial<Machine>): BrokenStore => ({
  breaks,
  subject: journalSubject(name, sabotage),
})

const withoutSuffix = (event: RecordedEvent): RecordedEvent => ({ ...event, id: event.id.replace(/#.*/, '') })

/** What only a store that outlives its process can break: P3, P4, P6, P9, P11 and P14, and its epoch. */
export const durableBreakers: readonly BrokenStore[] = [
  brokenDurable('P4', 'acknowledges before it writes', {
    write: (disk, row, process) => {
      setTimeout(() => {
        if (!process.killed) honestMachine.write(disk, row, process)
      }, 5)
    },
  }),
  brokenDurable('P4', 'writes an event in two steps', {
    isSound: () => true,
    write: (disk, row, process) => {
      const half = { ...row, personal: undefined }
      disk.rows.push(half)
      setTimeout(() => {
        if (!process.killed) Object.assign(half, row)
      }, 5)
    },
  }),
  brokenDurable('P4', 'loses the last event when it is closed', {
    beforeClose: (disk) => {
      disk.rows = disk.rows.filter(({ tenant, version }) => tenant !== 'acme' || version !== 20)
    },
  }),
  brokenDurable('P4', 'does not wait for the disk', { durability: 'none' }),
  brokenDurable('P3', 'no longer knows ids after a restart', {
    restored: (rows) => rows.map((row) => ({ ...row, append: row.append.replace('"id":"first"', '"id":"lost"') })),
  }),
  brokenDurable('P6', 'gives positions again after a restart', { restored: (rows) => rows.slice(0, -1) }),
  brokenDurable('port', 'has another epoch after a restart', { keepsEpoch: false }),
  brokenDurable('P11', 'keeps the bytes of what was forgotten', {
    forgetRow: (row) => {
      row.forgotten = true
    },
  }),
  brokenDurable('P11', 'no longer knows after a restart what was forgotten', { keepsMarks: false }),
  brokenDurable('P11', 'wipes the facts as well', {
    forgetRow: (row) => {
      honestMachine.forgetRow(row)
      row.append = row.append.replace(/fact-\w+/, 'gone')
    },
  }),
  brokenDurable('P9', 'stores the first append before it fails', {
    failing: async (store, fault, tenant, appends) => {
      const answer = await store.append(tenant, [appends[0]])
      return answer._tag === 'Left' ? answer : left(fault)
    },
  }),
  {
    breaks: 'P9',
    subject: sabotaged(journalSubject('stores a call again that is repeated'), () => {
      let calls = 0
      return (store) => {
        const append: EventStore['append'] = (...call) => {
          calls += 1
          return appendsChanged(store, ({ event, ...one }) => {
            return { ...one, event: { ...event, id: `${event.id}#${calls}` } }
          }).append(...call)
        }
        return { append, ...readsChanged(store, (events) => events.map(withoutSuffix)) }
      }
    }),
  },
  brokenDurable('P9', 'takes what failed for stored', {
    failing: async () =>
      right({ epoch: 'e', head: 1, outcomes: [{ _tag: 'appended', version: 1, position: 1, recordedAt: 0 }] }),
  }),
  brokenDurable('P14', 'has no sums', { isSound: () => true }),
  brokenDurable('P14', 'takes a part that is missing for one that was not given', {
    isSound: (row) => isSound({ ...row, has: { personal: row.personal !== undefined, body: row.body !== undefined } }),
  }),
  brokenDurable('P14', 'does not notice that an event is missing', { noticesMissing: false }),
  brokenDurable('P14', 'takes what was forgotten for damage', {
    isSound: (row) => isSound({ ...row, forgotten: false }),
  }),
]
