import { describe, expect, test } from 'vitest'

import * as laws from '../standing-laws.js'
import * as misjudged from './misjudged.js'

/** Which law finds which broken standing. */
const twins: readonly (readonly [string, laws.Stand, keyof typeof laws])[] = [
  ['reads dates by a fixed offset', misjudged.byFixedOffset, 'agreesWithTemporal'],
  ['ignores the zone', misjudged.ignoresTheZone, 'agreesWithTemporal'],
  ['puts dates first', misjudged.datesFirst, 'agreesWithTemporal'],
  ['takes the tier down with the membership', misjudged.tierExpiresToo, 'agreesWithTemporal'],
  ['is active a millisecond too long', misjudged.oneMillisecondMore, 'agreesWithTemporal'],
  ['is active at its until', misjudged.oneMillisecondMore, 'followsUntil'],
  ['has an until where it is delinked', misjudged.delinkedWithUntil, 'followsUntil'],
  ['takes a tombstone for nothing', misjudged.tombstonesAreAbsent, 'followsUntil'],
]

describe('the laws of the standing', () => {
  test.each(twins)('find one that %s', (_name, broken, law) =>
    expect(() => laws[law](broken)).toThrow('Property failed'),
  )

  test('have each a broken standing that they find', () =>
    expect([...new Set(twins.map(([, , law]) => law))].sort()).toEqual(Object.keys(laws).sort()))
})
