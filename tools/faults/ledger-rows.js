/** @import { Row } from './rows.js' */

import { core, kit, sqlite } from './places.js'

/** @type {readonly Row[]} */
export const ledgerRows = [
  {
    name: 'calls',
    what: 'every store call fails once (before, after, unknown outcome)',
    rule: 'right answer or typed error, recovery by repeating',
    inCi: 'all',
    onDemand: '× 20 seeds',
    tests: core('ledger/faults/store-faults', 'done again it ends the same'),
    sabotage: 'ignore "after"',
    twins: core('ledger/faults/store-faults', 'taken for nothing stored: sabotage'),
    gaps: [
      { what: '× 20 seeds on demand', reason: 'every call and every way to fail is tried once; nothing is drawn' },
    ],
  },
  {
    name: 'clock',
    what: 'clock: jumps, frozen, backwards',
    rule: 'order and positions never depend on it, recordedAt never decreases',
    inCi: '1,000 schedules a store',
    onDemand: '20,000',
    tests: core('ledger/faults/clock', 'changes neither order nor positions'),
    sabotage: 'order by receive time',
    twins: core('ledger/faults/clock', 'in order of receiving: sabotage'),
  },
  {
    name: 'storm',
    what: 'storm: shuffles, duplicates × 1–10, mixed tenants',
    rule: 'byte-identical state on every store; live = replay',
    inCi: '720 + 200 a store',
    onDemand: '100 × 1,000',
    tests: core(
      'ledger/faults/storm',
      'of every order of six events',
      'of shuffles, repetitions and mixed organisations',
    ),
    sabotage: 'arrival-order fold',
    twins: core('ledger/faults/storm', 'a fold in order of arrival: sabotage'),
  },
  {
    name: 'leaks',
    what: 'leaks: open/close, listener on/off, subscribe/stop',
    rule: '< 1 MiB, descriptors back',
    inCi: '1,000, 10,000, 2,500',
    onDemand: '× 10',
    tests: sqlite('faults/leaks', 'open and close', 'listen and stop', 'subscribe and stop'),
    sabotage: 'forget one off(); leave a store open',
    twins: sqlite(
      'faults/leaks',
      'where one off() is forgotten: sabotage',
      'a subscription forgets one off(): sabotage',
      'a store is not closed: sabotage',
    ),
    gaps: [{ what: '10,000 subscriptions in CI', reason: 'each is a real one, of 2 ms; --times 4 makes it so many' }],
  },
  {
    name: 'fuzz',
    what: 'fuzz on decode',
    rule: 'total, in bounded time, accepted ⇒ stored and equal, no value in errors',
    inCi: '60 s',
    onDemand: '60 min',
    tests: [
      ...core('webhook/fuzz', 'near a good one', 'of any bytes', 'of any JSON'),
      ...core('webhook/bounded-time', 'judged in time'),
      ...core('ledger/ingest/accepted', 'is stored and comes back equal'),
    ],
    sabotage: 'print the value',
    twins: core('webhook/canary', 'would be found if it were told'),
    gaps: [
      {
        what: '60 s in CI',
        reason:
          'a count is the same on every machine and in every run, and costs less than a minute; --times makes it longer',
      },
    ],
  },
  {
    name: 'model',
    what: 'model against store',
    rule: 'no difference',
    inCi: '1,000 × 50',
    onDemand: '50,000 × 100',
    tests: sqlite('model', 'answers the same in'),
    sabotage: 'off by one',
    twins: sqlite('model', ': sabotage'),
  },
  {
    name: 'tenants',
    what: 'hostile tenants and names',
    rule: 'no foreign row ever',
    inCi: '1,000',
    onDemand: '20,000',
    tests: [
      ...sqlite('log/tenants', 'never see a row of another'),
      ...sqlite('conformance', 'tenants of hostile names with the same streams'),
    ],
    sabotage: 'drop the tenant filter',
    twins: [...sqlite('log/tenants', 'the filter is dropped: sabotage'), ...kit('sabotage', "'P10' catches the store")],
  },
  {
    name: 'canary',
    what: 'personal canary in all output',
    rule: '0 hits',
    inCi: '500',
    onDemand: '10,000',
    tests: [
      ...core('ledger/canary', 'by facts, duplicates', 'by any store error', 'no value at all is printed'),
      ...core('webhook/canary', 'is told by nothing'),
    ],
    sabotage: 'print the value',
    twins: [
      ...core('ledger/canary', 'a value that is printed would be found'),
      ...core('webhook/canary', 'would be found if it were told'),
    ],
    gaps: [{ what: 'more on demand', reason: 'every place of a delivery is tried once; nothing is drawn' }],
  },
  {
    name: 'forget',
    what: 'bytes after forget, in the file, its WAL and a new backup',
    rule: '0 hits',
    inCi: '20',
    onDemand: '500',
    tests: [
      ...sqlite('log/forget', 'leaves no byte in the file'),
      ...sqlite('log/forget-person', 'is in no byte of the file'),
      ...core('ledger/forget/crash', 'doing it again finishes it'),
    ],
    sabotage: 'skip the WAL truncate; delete rows; skip the index',
    twins: [
      ...sqlite('log/forget', 'rows are deleted', 'the WAL is not emptied'),
      ...sqlite('log/forget-person', 'where it is not emptied: sabotage', 'where it is skipped'),
      ...core('ledger/forget/crash', 'not done again: sabotage'),
    ],
  },
  {
    name: 'replay-memory',
    what: 'replay memory',
    rule: 'RSS growth ≤ 64 MiB beyond the answer',
    inCi: '200k events',
    onDemand: '10M',
    tests: sqlite('faults/replay-memory', 'needs no more memory'),
    sabotage: '.all()',
    twins: sqlite('faults/replay-memory', 'all at once: sabotage'),
  },
]
