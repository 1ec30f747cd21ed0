import {
  foldMembership,
  type KnownExpiry,
  type Membership,
  type Standing,
  type Zone,
} from '@partner-ledger/core/membership'
import * as fc from 'fast-check'
import { expect } from 'vitest'

import { endByTemporal, oddZones } from './calendar-by-temporal.js'
import { histories, numRuns } from './histories.js'
import { key, linked } from './sample.js'

/** What the laws are about: ours, and the broken ones of `sabotage/`. */
export type Stand = (membership: Membership, now: number, zone?: Zone) => Standing

const hour = 3_600_000

const zones: fc.Arbitrary<Zone> = fc.constantFrom(...oddZones).map((name) => ({ _tag: 'Zone', name }))

/** Days on and about which clocks were changed, in some zone or other. */
const days = fc.oneof(
  fc.constantFrom('2011-12-29', '2011-12-30', '2018-02-17', '2018-11-03', '2010-11-06', '2024-03-30', '2024-10-26'),
  fc.integer({ min: 0, max: 60_000 }).map((day) => new Date(day * 24 * hour - 3e12).toISOString().slice(0, 10)),
)

/** An expiry and a moment about its end. */
const terms = fc.tuple(
  fc.record({ date: days, instant: fc.integer({ min: 1e12, max: 2e12 }) }, { requiredKeys: [] }),
  fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -30 * hour, max: 30 * hour })),
)

const endOf = ({ date, instant }: KnownExpiry, { name }: Zone): number | undefined =>
  instant ?? (date === undefined ? undefined : endByTemporal(date, name))

/** The whole answer, for a linked membership of any term, tier and zone, at moments about the ends. */
export const agreesWithTemporal = (stand: Stand): void =>
  fc.assert(
    fc.property(terms, terms, zones, fc.boolean(), ([expiry, off], [tierExpiry, tierOff], zone, aboutTier) => {
      const membership = foldMembership(key, [
        linked(1, {
          partnerTierNumber: 1,
          ...(tierExpiry.date === undefined ? {} : { partnerTierExpiryDate: tierExpiry.date }),
          ...(tierExpiry.instant === undefined ? {} : { partnerTierExpiryDateInMillis: tierExpiry.instant }),
          ...(expiry.date === undefined ? {} : { membershipExpiryDate: expiry.date }),
          ...(expiry.instant === undefined ? {} : { membershipExpiryDateInMillis: expiry.instant }),
        }),
      ])
      const until = endOf(expiry, zone)
      const tierUntil = endOf(tierExpiry, zone)
      const now = aboutTier ? (tierUntil ?? 0) + tierOff : (until ?? 0) + off
      expect(stand(membership, now, zone)).toStrictEqual({
        link: now >= (until ?? Infinity) ? 'expired' : 'active',
        ...(until === undefined ? {} : { until }),
        tier: now >= (tierUntil ?? Infinity) ? 'lapsed' : 'current',
      })
    }),
    { numRuns },
  )

/** Of any membership: the link turns at `until` and nowhere else, and what is absent or delinked says no more. */
export const followsUntil = (stand: Stand): void =>
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 4e12 }), fc.option(zones), ({ key, events }, now, zone) => {
      const membership = foldMembership(key, events)
      const at = (instant: number): Standing =>
        zone === null ? stand(membership, instant) : stand(membership, instant, zone)
      const told = at(now)
      expect(told.link === 'absent').toBe(events.length === 0)
      expect(told.link === 'delinked').toBe(membership.periods.at(-1)?.end !== undefined)
      if (told.link === 'absent' || told.link === 'delinked') expect(Object.keys(told)).toEqual(['link'])
      else if (told.until === undefined) expect(at(8.64e15).link).toBe('active')
      else {
        expect(told.link).toBe(now < told.until ? 'active' : 'expired')
        expect(at(told.until - 1)).toMatchObject({ link: 'active', until: told.until })
        expect(at(told.until)).toMatchObject({ link: 'expired', until: told.until })
      }
    }),
    { numRuns },
  )
