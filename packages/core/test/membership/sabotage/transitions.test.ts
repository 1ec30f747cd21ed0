import { describe, expect, test } from 'vitest'

import * as laws from '../transition-laws.js'
import * as mistold from './mistold.js'

/** Which law finds which broken list. */
const twins: readonly (readonly [string, laws.Tell, keyof typeof laws])[] = [
  ['is sorted by name', mistold.sortsByName, 'order'],
  ['tells of a re-link and of its values', mistold.tellsTwice, 'order'],
  ['misses tombstones', mistold.missesTombstones, 'links'],
  ['misses tiers', mistold.missesTiers, 'completeness'],
  ['misses terms', mistold.missesTerms, 'completeness'],
  ['misses numbers', mistold.missesNumbers, 'completeness'],
  ['misses programs', mistold.missesPrograms, 'completeness'],
  ['misses reminders', mistold.missesReminders, 'completeness'],
  ['misses anomalies', mistold.missesAnomalies, 'completeness'],
  ['misses corrections', mistold.missesCorrections, 'corrections'],
  ['corrects on time', mistold.correctsOnTime, 'corrections'],
  ['tells of repeats', mistold.tellsOfRepeats, 'silence'],
  ['compares objects', mistold.comparesObjects, 'replay'],
]

describe('the laws of transitions', () => {
  test.each(twins)('find a list that %s', (_name, broken, law) =>
    expect(() => laws[law](broken)).toThrow('Property failed'),
  )

  test('have each a broken list that they find', () =>
    expect([...new Set(twins.map(([, , law]) => law))].sort()).toEqual(Object.keys(laws).sort()))
})
