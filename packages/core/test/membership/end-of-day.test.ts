import { endOfDay } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { nextDayByTemporal, oddZones } from './calendar-by-temporal.js'
import { agreesAboutChanges, agreesWithTemporal, showsLaterDaysForGood } from './end-laws.js'

const end = (date: string, name: string): string => new Date(endOfDay(date, { _tag: 'Zone', name })).toISOString()

describe('a day ends', () => {
  test.each([
    ['at midnight of UTC', '2024-03-10', 'UTC', '2024-03-11T00:00:00.000Z'],
    ['five and a half hours before midnight of UTC in India', '2024-03-10', 'Asia/Kolkata', '2024-03-10T18:30:00.000Z'],
    ['by a quarter of an hour in Nepal', '2024-03-10', 'Asia/Kathmandu', '2024-03-10T18:15:00.000Z'],
    ['by half an hour in old Nepal', '1980-03-10', 'Asia/Kathmandu', '1980-03-10T18:30:00.000Z'],
    [
      'after 23 hours in New York, when the clock goes forward',
      '2024-03-10',
      'America/New_York',
      '2024-03-11T04:00:00.000Z',
    ],
    ['after 25 hours in New York, when it goes back', '2024-11-03', 'America/New_York', '2024-11-04T05:00:00.000Z'],
    ['in Sao Paulo after its 23rd hour came twice', '2018-02-17', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    ['in Sao Paulo where midnight was skipped', '2018-11-03', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['in the Azores where midnight was skipped', '2024-03-30', 'Atlantic/Azores', '2024-03-31T01:00:00.000Z'],
    ['in the Azores before its first hour came twice', '2024-10-26', 'Atlantic/Azores', '2024-10-27T00:00:00.000Z'],
    ['in Cairo where midnight was skipped', '2024-04-25', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    ['in Cairo after its last hour came twice', '2024-10-31', 'Africa/Cairo', '2024-10-31T22:00:00.000Z'],
    ['with the day before it in Apia, which skipped it', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['in Apia before the day that it skipped', '2011-12-29', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['in Apia after the day that it skipped', '2011-12-31', 'Pacific/Apia', '2011-12-31T10:00:00.000Z'],
    ['in old Apia after its second fourth of July', '1892-07-04', 'Pacific/Apia', '1892-07-05T11:26:56.000Z'],
    [
      'at the second midnight in Juneau, which had a day twice',
      '1867-10-18',
      'America/Juneau',
      '1867-10-19T08:57:41.000Z',
    ],
    ['in Manila with the day before it, which was skipped', '1844-12-31', 'Asia/Manila', '1844-12-31T15:56:08.000Z'],
    [
      'in St Johns at the second midnight: at a minute past the first the clock went back',
      '2010-11-06',
      'America/St_Johns',
      '2010-11-07T03:30:00.000Z',
    ],
    [
      'in Casey at the second midnight, three hours after the first',
      '2010-03-04',
      'Antarctica/Casey',
      '2010-03-04T16:00:00.000Z',
    ],
    ['in Lord Howe when half an hour comes twice', '2024-04-06', 'Australia/Lord_Howe', '2024-04-06T13:00:00.000Z'],
    ['in Lord Howe when half an hour is skipped', '2024-10-06', 'Australia/Lord_Howe', '2024-10-06T13:00:00.000Z'],
    ['by seconds where clocks went by the sun', '1880-01-01', 'Asia/Kathmandu', '1880-01-01T18:18:44.000Z'],
    ['in the first year', '0001-01-01', 'America/New_York', '0001-01-02T04:56:02.000Z'],
    ['in the last year', '9999-12-31', 'Pacific/Kiritimati', '9999-12-31T10:00:00.000Z'],
  ])('%s', (_name, date, zone, expected) => expect(end(date, zone)).toBe(expected))

  test('on any day where Temporal has it', () => agreesWithTemporal(endOfDay))

  test.each(oddZones)('about every change of the clock of %s where Temporal has it', (zone) =>
    expect(agreesAboutChanges(endOfDay, zone)).toBeGreaterThanOrEqual(
      zone.includes('/') && !zone.startsWith('Etc') ? 3 : 0,
    ),
  )

  test('so that only later days are shown from there on', () => showsLaterDaysForGood(endOfDay))

  test('where Temporal begins the next one, if no clock was put back over midnight', () => {
    const days = Array.from({ length: 366 }, (_, index) =>
      new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
    )
    for (const zone of ['America/New_York', 'Asia/Kolkata', 'Atlantic/Azores', 'Australia/Lord_Howe', 'Africa/Cairo'])
      for (const date of days) expect(end(date, zone)).toBe(new Date(nextDayByTemporal(date, zone)).toISOString())
  })

  test('where it did when it was asked first, also after more days than are remembered', () => {
    const zone = { _tag: 'Zone', name: 'Asia/Kolkata' } as const
    const days = Array.from({ length: 4200 }, (_, index) =>
      new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10),
    )
    const first = days.map((date) => endOfDay(date, zone))
    expect(days.slice(0, 100).map((date) => endOfDay(date, zone))).toEqual(first.slice(0, 100))
    expect(first[4199]).toBe(Date.UTC(2020, 0, 4201) - 5.5 * 3_600_000)
  })
})
