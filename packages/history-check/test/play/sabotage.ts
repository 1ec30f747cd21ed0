import type { HistoryOptions } from '../../src/play/history-options.js'
import type { HistorySubject } from '../../src/play/history-subject.js'
import type { Violation } from '../../src/verdict/violation.js'
import { careless, counting, credulous, forgetful, lateVisible } from './broken-stores.js'
import { behindhand, handledBy, heedless, severalAtATime, underACount } from './broken-subscribers.js'
import { memorySubject, projectionSubject } from './memory-subject.js'

/** A subscriber or a store that breaks a promise, by what the checker must call it. */
export interface Sabotage {
  readonly name: string
  readonly found: Violation['_tag']
  readonly subject: HistorySubject
  readonly options: Partial<HistoryOptions>
}

export const sabotages: readonly Sabotage[] = [
  {
    name: 'puts its checkpoint before it handles',
    found: 'lost',
    subject: memorySubject({ follow: behindhand }),
    options: { failing: 0 },
  },
  {
    name: 'skips what it failed at',
    found: 'lost',
    subject: handledBy(heedless),
    options: {},
  },
  {
    name: 'gives out positions from a sequence before it commits',
    found: 'lost',
    subject: memorySubject({}, lateVisible),
    options: {},
  },
  {
    name: 'keeps a count of its own in the place of the position',
    found: 'doubled',
    subject: memorySubject({}, counting),
    options: {},
  },
  {
    name: 'keeps its effects apart from its checkpoint',
    found: 'doubled',
    subject: projectionSubject('apart'),
    options: { promise: 'exactly-once', pauses: 3 },
  },
  { name: 'delivers under a count of its own', found: 'invented', subject: handledBy(underACount), options: {} },
  {
    name: 'handles several at a time',
    found: 'reordered',
    subject: handledBy(severalAtATime),
    options: { failing: 0 },
  },
  {
    name: 'believes the checkpoint of a zombie',
    found: 'stale-checkpoint',
    subject: memorySubject({}, credulous),
    options: { pauses: 3 },
  },
  {
    name: 'answers what it does not store',
    found: 'unrecorded',
    subject: memorySubject({}, careless),
    options: {},
  },
  {
    name: 'knows no duplicates',
    found: 'recorded-twice',
    subject: memorySubject({}, forgetful),
    options: {},
  },
]
