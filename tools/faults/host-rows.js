/** @import { Row } from './rows.js' */

import { core, receiver } from './places.js'

/** @type {readonly Row[]} */
export const hostRows = [
  {
    name: 'buffers',
    what: 'memory of the caller that is reused while a call is under way',
    rule: 'each body is stored as it was given',
    inCi: 'all',
    onDemand: 'all',
    tests: [...core('ledger/ingest/callers-memory'), ...receiver('gathered-bytes')],
    sabotage: 'keep bodies and pieces uncopied',
    twins: [...core('ledger/ingest/callers-memory'), ...receiver('gathered-bytes')],
  },
  {
    name: 'hosts',
    what: 'hosts that read the body first, answer first, or rewrite the path',
    rule: 'named at once and asked for again; one answer; no organisation by another path',
    inCi: 'all',
    onDemand: 'all',
    tests: receiver('already-read', 'node/answered-by-others', 'request-path'),
    sabotage: 'take what is left; write without a look; normalise the path',
    twins: receiver('already-read', 'node/answered-by-others', 'request-path'),
  },
  {
    name: 'contexts',
    what: 'AsyncLocalStorage and faked timers of the host',
    rule: 'listeners run in the context of their own request, and nothing waits on a faked timer',
    inCi: 'all',
    onDemand: 'all',
    tests: core('ledger/async-context', 'ledger/fake-timers'),
    sabotage: 'announce in the context of the call that drains the queue; wait on a global timer',
    twins: core('ledger/async-context', 'ledger/fake-timers'),
  },
  {
    name: 'host-clocks',
    what: 'clocks of hosts that return no time',
    rule: 'refused at opening and by each call, nothing stored, works on once the clock is right',
    inCi: 'all',
    onDemand: 'all',
    tests: core('ledger/faults/host-clocks'),
    sabotage: 'take another time for none',
    twins: core('ledger/faults/host-clocks'),
  },
  {
    name: 'rewind',
    what: 'a log that goes back under a live ledger and grows again',
    rule: 'nothing forgotten comes back, and no subscription skips what grew again',
    inCi: 'all',
    onDemand: 'all',
    tests: core('ledger/subscription/rewind', 'ledger/forget/rewind'),
    sabotage: 'compare positions or versions alone',
    twins: core('ledger/subscription/rewind', 'ledger/forget/rewind'),
  },
  {
    name: 'crowded',
    what: 'many late events of one moment, under derived ids',
    rule: 'each folds at most five facts anew, and comes to the fold of all',
    inCi: '300 events',
    onDemand: '300 events',
    tests: core('membership/incremental-fold'),
    sabotage: 'fold a twin as a fact of its own',
    twins: core('membership/incremental-fold'),
    gaps: [
      { what: 'more on demand', reason: 'the steps of each event are counted, not its time; the bench has times' },
    ],
  },
]
