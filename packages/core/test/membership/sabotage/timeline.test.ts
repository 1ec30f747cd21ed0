import { describe, expect, test } from 'vitest'

import * as laws from '../timeline-laws.js'
import * as mistimed from './mistimed.js'

/** Which law finds which broken timeline. */
const twins: readonly (readonly [string, laws.Telling, keyof typeof laws])[] = [
  ['is in order of arrival', mistimed.inArrivalOrder, 'entries'],
  ['leaves out what changed nothing', mistimed.onlyWhatChanged, 'entries'],
  ['loses what ends', mistimed.losesWhatEnds, 'changes'],
  ['loses what was before', mistimed.losesBefore, 'changes'],
  ['loses reminders', mistimed.losesReminders, 'changes'],
  ['has one anomaly an event', mistimed.oneAnomalyEach, 'anomalies'],
  ['leaves out anomalies of events that changed nothing', mistimed.onlyWhatChanged, 'anomalies'],
  ['explains a field by all that happened', mistimed.explainsAll, 'explanations'],
]

describe('the laws of a timeline', () => {
  test.each(twins)('find one that %s', (_name, broken, law) =>
    expect(() => laws[law](broken)).toThrow('Property failed'),
  )

  test('have each a broken timeline that they find', () =>
    expect([...new Set(twins.map(([, , law]) => law))].sort()).toEqual(Object.keys(laws).sort()))
})
