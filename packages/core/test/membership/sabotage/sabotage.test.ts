import { describe, expect, test } from 'vitest'

import type { Folding } from '../folding.js'
import * as laws from '../laws.js'
import * as misfolded from './misfolded.js'
import * as misordered from './misordered.js'
import * as misstepped from './misstepped.js'

/** Which law finds which broken fold. */
const twins: readonly (readonly [string, Folding, keyof typeof laws])[] = [
  ['folds in order of arrival', misordered.arrivalOrder, 'order'],
  ['repeats what is repeated', misordered.noDedupe, 'duplicates'],
  ['remembers one id only', misordered.remembersOneId, 'duplicates'],
  ['lets the last copy win', misordered.lastCopyWins, 'copies'],
  ['lets the first copy win', misordered.firstCopyWins, 'copies'],
  ['lets the greatest copy win', misordered.greatestCopyWins, 'copies'],
  ['folds events of strangers', misordered.foldsStrangers, 'strangers'],
  ['lets strangers hide own events', misordered.strangersHideOwn, 'strangers'],
  ['takes no event for late', misfolded.neverLate, 'increments'],
  ['takes a step where the event may be a twin', misfolded.neverRefolds, 'increments'],
  ['looks for lateness at the time alone', misfolded.lateByTimeOnly, 'increments'],
  ['counts in folds and not in steps', misfolded.forgetsToCount, 'increments'],
  ['looks ahead', misfolded.looksAhead, 'time'],
  ['sorts what it is given in place', misfolded.sortsInPlace, 'totality'],
  ['writes to what it is given', misfolded.trimsInPlace, 'totality'],
  ['throws in some state', misfolded.throwsWithoutLink, 'totality'],
  ['counts its calls', misfolded.countsItsCalls(), 'totality'],
  ['orders ids as a locale does', misordered.localeOrder, 'tables'],
  ['orders the types of one instant the other way', misordered.reversedRanks, 'tables'],
  ['inherits from an earlier period', misfolded.inheritsNumbers, 'tables'],
  ['leaves fields undefined', misfolded.leavesUndefined, 'tables'],
  ['drops the opening of a closed period', misfolded.clearsClosed, 'tables'],
  ['confirms what is implied', misfolded.confirmsAll, 'tables'],
  ['reopens at an update', misstepped.updateReopens, 'tables'],
  ['leaves no tombstone', misstepped.noTombstone, 'tables'],
  ['lets the last delink count', misstepped.lastDelinkCounts, 'tables'],
  ['ignores instants', misstepped.ignoresInstants, 'tables'],
  ['ignores tier dates', misstepped.ignoresTierDates, 'tables'],
  ['lets the longest term win', misstepped.longestTermWins, 'tables'],
  ['lets a reminder extend the term', misstepped.reminderExtends, 'tables'],
  ['sticks to the first name', misstepped.firstNameSticks, 'tables'],
]

describe('the laws', () => {
  test.each(twins)('find a fold that %s', (_name, broken, law) =>
    expect(() => laws[law](broken)).toThrow('Property failed'),
  )

  test('have each a broken fold that it finds', () =>
    expect([...new Set(twins.map(([, , law]) => law))].sort()).toEqual(Object.keys(laws).sort()))
})
