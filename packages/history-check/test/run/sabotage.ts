import type { HistoryOptions } from '../../src/run/history-options.js'
import type { HistorySubject } from '../../src/run/history-subject.js'
import type { Violation } from '../../src/verdict/violation.js'
import {
  acceptAnyRevision,
  countCheckpoints,
  dropAppends,
  ignoreDuplicates,
  positionBeforeCommit,
} from './broken-stores.js'
import {
  checkpointFirst,
  countAsPosition,
  handleConcurrently,
  handledBy,
  ignoreFailures,
} from './broken-subscribers.js'
import { delayWakes, dropOneWakeIn, dropWakes, wakeBeforeCommit } from './broken-wakes.js'
import { memorySubject, projectionSubject } from './memory-subject.js'

/** A broken subscriber or store, and the violation that the checker must find. */
export interface Sabotage {
  readonly name: string
  readonly found: Violation['_tag']
  readonly subject: HistorySubject
  readonly options: Partial<HistoryOptions>
}

/** Without faults: after a kill the new process reads what no wake announced. */
const wakes = { events: 30, kills: 0, pauses: 0, wakeWithinMs: 400 }

export const sabotages: readonly Sabotage[] = [
  {
    name: 'checkpoints before it handles',
    found: 'lost',
    subject: memorySubject({ subscribe: checkpointFirst }),
    options: { failEvery: 0 },
  },
  {
    name: 'treats a failed delivery as handled',
    found: 'lost',
    subject: handledBy(ignoreFailures),
    options: {},
  },
  {
    name: 'assigns positions from a sequence before it commits',
    found: 'lost',
    subject: memorySubject({}, positionBeforeCommit),
    options: {},
  },
  {
    name: 'checkpoints a count of its own instead of the position',
    found: 'duplicated',
    subject: memorySubject({}, countCheckpoints),
    options: {},
  },
  {
    name: 'writes its effects before its checkpoint',
    found: 'duplicated',
    subject: projectionSubject('apart'),
    options: { promise: 'exactly-once', pauses: 3 },
  },
  { name: 'delivers under a count of its own', found: 'unexpected', subject: handledBy(countAsPosition), options: {} },
  {
    name: 'handles several deliveries at a time',
    found: 'reordered',
    subject: handledBy(handleConcurrently),
    options: { failEvery: 0 },
  },
  {
    name: 'accepts the checkpoint of a zombie',
    found: 'stale-checkpoint',
    subject: memorySubject({}, acceptAnyRevision),
    options: { pauses: 3 },
  },
  {
    name: 'acknowledges what it does not store',
    found: 'lost-write',
    subject: memorySubject({}, dropAppends),
    options: {},
  },
  { name: 'never wakes', found: 'lost-wakeup', subject: memorySubject({}, dropWakes), options: wakes },
  {
    name: 'loses one wake in seven',
    found: 'lost-wakeup',
    subject: memorySubject({}, dropOneWakeIn(7)),
    options: wakes,
  },
  {
    name: 'wakes before the append is visible',
    found: 'lost-wakeup',
    subject: memorySubject({}, wakeBeforeCommit),
    options: wakes,
  },
  {
    name: 'wakes after the bound',
    found: 'lost-wakeup',
    subject: memorySubject({}, delayWakes(1500)),
    options: wakes,
  },
  {
    name: 'does not deduplicate',
    found: 'duplicate-write',
    subject: memorySubject({}, ignoreDuplicates),
    options: {},
  },
]
