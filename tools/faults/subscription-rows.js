/** @import { Row } from './rows.js' */

import { core, memory, receiver, sqlite } from './places.js'

/** @type {readonly Row[]} */
export const subscriptionRows = [
  {
    name: 'kill-subscribe',
    what: 'kill -9 while it ingests and subscribes',
    rule: 'checkpoint ≤ head, no delivery lost, doubles only behind the last checkpoint',
    inCi: '20',
    onDemand: '200',
    tests: sqlite('checkpoints/subscribe-kill', 'loses no event and no delivery'),
    sabotage: 'take a delivery for handled before it is',
    twins: sqlite('checkpoints/subscribe-kill', 'for handled before it is: sabotage'),
  },
  {
    name: 'project',
    what: 'kill -9, and errors of the engine, while it projects into tables beside the log',
    rule: 'each delivery told exactly once, as far as its checkpoint says',
    inCi: '20',
    onDemand: '200',
    tests: [
      ...sqlite('checkpoints/checkpoint-kill', 'has told each delivery exactly once'),
      ...sqlite('checkpoints/projection-faults', 'whose COMMIT fails for the disk'),
    ],
    sabotage: 'write in one transaction, put in another',
    twins: sqlite('checkpoints/checkpoint-kill', 'puts in another: sabotage'),
  },
  {
    name: 'subscribers',
    what: 'bad subscribers',
    rule: 'others get everything in order; 0 unhandled rejections; ≤ 64 MiB for a stuck one',
    inCi: '20 scenarios',
    onDemand: '× 100',
    tests: [
      ...core('ledger/subscription/bad-subscribers', 'disturbs nobody'),
      ...core('ledger/hooks/bad-listeners', 'everybody else hears everything in order'),
      ...sqlite('faults/stuck-subscriber', 'costs at most 64 MiB'),
      ...sqlite('faults/stuck-listener', 'cost at most 64 MiB'),
    ],
    sabotage: 'raw emit; one reader for all; read on without handling; begin with everything at once',
    twins: [
      ...core('ledger/subscription/bad-subscribers', 'is found out by each of these: sabotage'),
      ...core('ledger/hooks/bad-listeners', 'a raw emitter is found out'),
      ...sqlite('faults/stuck-subscriber', 'reads on without handling is found'),
      ...sqlite('faults/stuck-listener', 'everything at once are found out: sabotage'),
    ],
  },
  {
    name: 'races',
    what: 'races of subscriptions: crash, stop, takeover, a clock that jumps',
    rule: 'nothing lost, reordered, or doubled beyond a takeover; no checkpoint lies',
    inCi: '1,000',
    onDemand: '50,000',
    tests: core('ledger/subscription/races/races', 'In no race is anything lost'),
    sabotage: 'keep before handling; count positions; skip after an error; believe a zombie',
    twins: core('ledger/subscription/races/sabotage', 'The races find'),
  },
  {
    name: 'histories',
    what: 'writers and subscribers in many processes, killed and held up',
    rule: 'nothing lost, reordered or recorded twice; exactly once in a table beside the log',
    inCi: '10 kills, 2 pauses a promise',
    onDemand: '× 100',
    tests: [
      ...sqlite('history', 'loses, doubles and reorders nothing', 'takes effect exactly once'),
      ...memory('history', 'loses, doubles and reorders nothing'),
    ],
    sabotage: 'run ahead of oneself; keep effects and checkpoints apart; believe a zombie',
    twins: sqlite('history', 'finds something'),
  },
  {
    name: 'expiry',
    what: 'four processes look for what has expired at the same moment',
    rule: 'each notice once, and told of by one of them',
    inCi: '100 notices',
    onDemand: '10,000',
    tests: sqlite('faults/expiry-race', 'record each notice once'),
    sabotage: 'ids that differ by process',
    twins: sqlite('faults/expiry-race', 'differ by process are found out: sabotage'),
  },
  {
    name: 'receiver',
    what: 'kill -9 and shutdown of a host under 64 connections',
    rule: '0 acknowledged lost, at most one unacknowledged kept a connection; none kept at a shutdown',
    inCi: '18',
    onDemand: '1,800',
    tests: receiver('acknowledged', 'that is killed has every acknowledged body', 'that is shut down ends by itself'),
    sabotage: 'answer before it stores',
    twins: receiver('acknowledged', 'answers before it stores is found'),
  },
]
