import { rows } from '../faults/rows.js'

/** Tests that replace the timers of their process, which no other file may share with them. */
const aloneInTheirProcess = [
  'packages/*/test/**/fake-timers.test.ts',
  'packages/core/test/ledger/ingest/slow-sources.test.ts',
  'packages/receiver/test/read-body.test.ts',
]

/** Tests that wait, fork, type-check or draw many cases, and belong to no row of the fault table. */
const longTests = [
  'proofs/*/test/**/*.test.ts',
  'proofs/{eslint,layers}/*.test.ts',
  'tools/{docs,entries}/*.test.ts',
  'packages/*/test/**/faults/**/*.test.ts',
  'packages/*/test/**/races/**/*.test.ts',
  'packages/*/test/**/*-{kill,faults,flip,race}.test.ts',
  'packages/*/test/**/{laws,projection-laws,timeline-laws,transition-laws}.test.ts',
  'packages/core/test/membership/{end-of-day,long-streams,oracle}.test.ts',
  'packages/core/test/ledger/hooks/heard-changes.test.ts',
  'packages/receiver/test/{acknowledged,half-open,servers}.test.ts',
  'packages/store-*/test/**/{checkpoint-conformance,index-conformance}.test.ts',
  'packages/store-sqlite/test/upkeep/backup-busy.test.ts',
  'packages/store-*/test/{conformance,history,model,sabotage}.test.ts',
  'packages/history-check/test/**/{check-history,run-history,sabotage}.test.ts',
  'packages/store-sqlite/test/file/open-at-once.test.ts',
  'packages/store-sqlite/test/index/rebuild.test.ts',
]

/** The tests of the project `slow`: those of the fault table, and those above. Every other one is `fast`. */
export const slowTests = [
  ...new Set([...rows.flatMap(({ tests, twins }) => [...tests, ...twins]), ...aloneInTheirProcess, ...longTests]),
]
