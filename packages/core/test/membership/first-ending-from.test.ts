import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { endOfDay, momentOf } from '../../src/membership/end-of-day.js'
import { dayAfter, firstEndingFrom } from '../../src/membership/first-ending-from.js'
import { changesByTemporal, oddZones } from './calendar-by-temporal.js'
import { numRuns } from './histories.js'

const zoneOf = (name: string) => ({ _tag: 'Zone', name }) as const

const hour = 3_600_000

/** Instants near a change of the zone's clock, on the whole second and beside it. */
const situation = fc.tuple(
  fc.constantFrom(...oddZones),
  fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2050, 0, 1) }),
  fc.integer({ min: -30 * 3600, max: 30 * 3600 }),
  fc.constantFrom(-1, 0, 0, 0, 1, 500),
)

const instantOf = ([name, from, seconds, beside]: readonly [string, number, number, number]): number =>
  (changesByTemporal(name, from, from + 400 * 24 * hour)[0] ?? Math.floor(from / 1000) * 1000) + seconds * 1000 + beside

const second = 1000

/** The moment of a local time that may be the end of its day. */
const moment = (local: number, name: string): number => {
  const text = new Date(local).toISOString()
  return momentOf(text.slice(0, 10), text.slice(11, 19), zoneOf(name))
}

type FirstEndingFrom = typeof firstEndingFrom

/** It ends at or after the instant, and what is a second or a day earlier does not. */
const isTheFirst = (first: FirstEndingFrom): void =>
  fc.assert(
    fc.property(situation, (drawn) => {
      const name = drawn[0]
      const instant = instantOf(drawn)
      const { date, time } = first(instant, zoneOf(name))
      const local = Date.parse(`${date}T00:00:00Z`) + secondsOf(time) * second
      expect(moment(local, name)).toBeGreaterThanOrEqual(instant)
      expect(moment(local - second, name)).toBeLessThan(instant)
      expect(endOfDay(date, zoneOf(name))).toBeGreaterThanOrEqual(instant)
      const before = new Date(Date.parse(`${date}T00:00:00Z`) - 24 * hour).toISOString().slice(0, 10)
      expect(endOfDay(before, zoneOf(name))).toBeLessThan(instant)
    }),
    { numRuns },
  )

const secondsOf = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * 60 + seconds
}

describe('the first date and time that end at or after an instant', () => {
  test('are those of the clock of the zone, a second later where it shows a whole one', () => {
    const at = (text: string, name: string) => firstEndingFrom(Date.parse(text), zoneOf(name))
    expect(at('2027-01-01T06:00:00Z', 'UTC')).toEqual({ date: '2027-01-01', time: '06:00:00' })
    expect(at('2027-01-01T06:00:00.001Z', 'UTC')).toEqual({ date: '2027-01-01', time: '06:00:01' })
    expect(at('2027-01-01T00:00:00Z', 'Asia/Kolkata')).toEqual({ date: '2027-01-01', time: '05:30:00' })
  })

  test('are the end of a day at midnight, when that day ends and the next one has not begun to', () =>
    expect(firstEndingFrom(Date.parse('2026-12-31T18:30:00Z'), zoneOf('Asia/Kolkata'))).toEqual({
      date: '2026-12-31',
      time: '24:00:00',
    }))

  test('are the first that end so, about every change of a clock', () => isTheFirst(firstEndingFrom))

  test('which is seen to fail where the clock of the instant alone is read', () => {
    const ofTheClock: FirstEndingFrom = (instant, zone) => {
      const shown = new Date(instant - 1 + offsetOf(instant - 1, zone.name)).toISOString()
      const seconds = secondsOf(shown.slice(11, 19)) + 1
      const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => Math.floor(part))
      return { date: shown.slice(0, 10), time: parts.map((part) => String(part).padStart(2, '0')).join(':') }
    }
    expect(() => isTheFirst(ofTheClock)).toThrow('Property failed')
  })

  test('stay within the days that there are', () => {
    for (const zone of [zoneOf('UTC'), zoneOf('Pacific/Kiritimati')]) {
      for (const early of [-9e15, Date.parse('0000-12-30T00:00:00Z'), Date.parse('0000-12-31T01:00:00Z')])
        expect(firstEndingFrom(early, zone)).toEqual({ date: '0001-01-01', time: '00:00:00' })
      for (const late of [9e15, endOfDay('9999-12-31', zone) + 1])
        expect(firstEndingFrom(late, zone).date > '9999-12-31').toBe(true)
      expect(firstEndingFrom(endOfDay('9999-12-31', zone), zone).date).toBe('9999-12-31')
    }
    expect([dayAfter('2024-02-28'), dayAfter('2026-12-31')]).toEqual(['2024-02-29', '2027-01-01'])
    expect(dayAfter('9999-12-31') > '9999-12-31').toBe(true)
  })

  test('are the same again after more days were asked for than are remembered', () => {
    const zone = zoneOf('America/New_York')
    const instants = Array.from({ length: 1100 }, (_, n) => Date.UTC(2020, 0, 1 + n, 12))
    const found = instants.map((instant) => firstEndingFrom(instant, zone))
    expect(instants.map((instant) => firstEndingFrom(instant, zone))).toEqual(found)
  }, 30_000)
})

const offsetOf = (instant: number, name: string): number => {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' })
  return Date.parse(`${shown.format(instant).replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000
}
