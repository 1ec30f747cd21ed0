import type { Zone } from '@partner-ledger/core/membership'
import * as fc from 'fast-check'
import { expect } from 'vitest'

import { changesByTemporal, dayByTemporal, endByTemporal, oddZones } from './calendar-by-temporal.js'
import { numRuns } from './histories.js'

/** What the laws are about: ours, and the broken ones of `sabotage/`. */
export type EndOfDay = (date: string, zone: Zone) => number

const hour = 3_600_000
const day = 24 * hour
const from = Date.UTC(1850, 0, 1)
const to = Date.UTC(2050, 0, 1)

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

/** On any day, and on the days about any change of a clock, it is where Temporal's changes have it. */
export const agreesWithTemporal = (endOfDay: EndOfDay): void =>
  fc.assert(
    fc.property(fc.constantFrom(...oddZones), fc.integer({ min: from, max: to }), (zone, instant) => {
      const date = dateOf(instant)
      expect({ zone, date, end: endOfDay(date, { _tag: 'Zone', name: zone }) }).toEqual({
        zone,
        date,
        end: endByTemporal(date, zone),
      })
    }),
    { numRuns },
  )

/** On the days about every change of a clock of the zone it is where Temporal's changes have it; how many those were. */
export const agreesAboutChanges = (endOfDay: EndOfDay, zone: string): number => {
  const dates = changesByTemporal(zone, from, to).flatMap((change) => [-day, 0, day].map((off) => dateOf(change + off)))
  for (const date of dates) {
    const end = endOfDay(date, { _tag: 'Zone', name: zone })
    expect(`${date} ends ${end}`).toBe(`${date} ends ${endByTemporal(date, zone)}`)
  }
  return dates.length
}

/** A millisecond before it the day, or an earlier one, is shown; from it on, also after any change, only later ones. */
export const showsLaterDaysForGood = (endOfDay: EndOfDay): void =>
  fc.assert(
    fc.property(fc.constantFrom(...oddZones), fc.integer({ min: from, max: to }), (zone, instant) => {
      const change = changesByTemporal(zone, instant, instant + 400 * day)[0] ?? instant
      for (const date of [dateOf(change), dateOf(change - day)]) {
        const end = endOfDay(date, { _tag: 'Zone', name: zone })
        expect(dayByTemporal(end - 1, zone) <= date).toBe(true)
        for (const later of [end, ...changesByTemporal(zone, end, end + 3 * day)])
          expect(dayByTemporal(later, zone) > date).toBe(true)
      }
    }),
    { numRuns: 300, examples: [['America/St_Johns', Date.UTC(2010, 9, 30)]] },
  )
