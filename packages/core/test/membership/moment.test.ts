import { Temporal } from '@js-temporal/polyfill'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { endOfDay, momentOf } from '../../src/membership/end-of-day.js'
import { changesByTemporal, oddZones } from './calendar-by-temporal.js'
import { numRuns } from './histories.js'

const zoneOf = (name: string) => ({ _tag: 'Zone', name }) as const
const iso = (date: string, time: string, zone: string): string =>
  new Date(momentOf(date, time, zoneOf(zone))).toISOString()

/** What the zone's clock shows at an instant: a text that sorts as local times do. */
const shown = (instant: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'millisecond' })

describe('a time of day of a zone', () => {
  test('is that moment on its clock', () => {
    expect(iso('2027-01-01', '06:00:00', 'UTC')).toBe('2027-01-01T06:00:00.000Z')
    expect(iso('2027-01-01', '06:00:00', 'Asia/Kolkata')).toBe('2027-01-01T00:30:00.000Z')
  })

  test('that the clock leaves out is the instant at which it goes on', () => {
    expect(iso('2024-03-10', '02:30:00', 'America/New_York')).toBe('2024-03-10T07:00:00.000Z')
    expect(iso('2018-11-04', '00:30:00', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
    expect(iso('2011-12-30', '12:00:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
    expect(iso('2024-04-26', '00:30:00', 'Africa/Cairo')).toBe('2024-04-25T22:00:00.000Z')
  })

  test('that the clock shows twice is the second time', () => {
    expect(iso('2024-11-03', '01:30:00', 'America/New_York')).toBe('2024-11-03T06:30:00.000Z')
    expect(iso('2024-10-27', '00:30:00', 'Atlantic/Azores')).toBe('2024-10-27T01:30:00.000Z')
    expect(iso('2018-02-17', '23:30:00', 'America/Sao_Paulo')).toBe('2018-02-18T02:30:00.000Z')
  })

  test('to which the clock is put back is the first time: no earlier one is shown after it', () =>
    expect(iso('2024-11-03', '01:00:00', 'America/New_York')).toBe('2024-11-03T05:00:00.000Z'))

  test('is the first instant from which the clock shows it or a later one for good, about every change of a clock', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...oddZones),
        fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2050, 0, 1) }),
        fc.integer({ min: -7200, max: 7200 }),
        (zone, from, seconds) => {
          const change = changesByTemporal(zone, from, from + 400 * 86_400_000)[0] ?? from
          const local = new Date(Date.parse(`${shown(change, zone)}Z`) + seconds * 1000).toISOString()
          const [date, time] = [local.slice(0, 10), local.slice(11, 19)]
          const moment = momentOf(date, time, zoneOf(zone))
          expect(shown(moment - 1, zone) < `${date}T${time}.000`).toBe(true)
          for (const later of [moment, ...changesByTemporal(zone, moment, moment + 3 * 86_400_000)])
            expect(shown(later, zone) >= `${date}T${time}.000`).toBe(true)
        },
      ),
      { numRuns },
    ))

  test('is none where the text is no day or no time', () => {
    expect(momentOf('2024-02-30', '06:00:00', zoneOf('Asia/Kolkata'))).toBeNaN()
    for (const time of ['24:00:00', '06:60:00', '06:00', '6:00:00', ''])
      expect(momentOf('2024-02-29', time, zoneOf('Asia/Kolkata'))).toBeNaN()
    for (const zone of ['UTC', 'Asia/Kolkata']) expect(endOfDay('2024-13-01', zoneOf(zone))).toBeNaN()
  })
})
