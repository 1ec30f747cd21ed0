import * as fc from 'fast-check'
import { Temporal } from '@js-temporal/polyfill'
import { expect, test } from 'vitest'

import { offsetIn } from '../../src/membership/offset.js'
import { oddZones } from './calendar-by-temporal.js'

test('an offset is that of Temporal at any instant of any zone', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...oddZones),
      fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2100, 0, 1) }),
      (zone, instant) => {
        const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
        expect(offsetIn(zone)(instant)).toBe(offsetNanoseconds / 1e6)
      },
    ),
    { numRuns: 1000 },
  ))

test('an offset is known to the second, before the first year too', () => {
  const beforeChrist = new Date(0).setUTCFullYear(-44, 2, 15)
  expect(offsetIn('America/New_York')(beforeChrist)).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000)
  expect(offsetIn('Asia/Kolkata')(-1)).toBe(5.5 * 3_600_000)
})
