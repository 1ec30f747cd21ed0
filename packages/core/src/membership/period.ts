import { utcMidnight } from './calendar.js'
import type { Details, Updated } from './event.js'
import type { Expiry, Period, Tier } from './membership.js'

/** A period that opens now with these details, and with nothing of an earlier one. */
export const openPeriodWith = (
  certainty: Period['certainty'],
  openedAt: number,
  details: Details = {},
  lastUpdateType?: string,
): Period =>
  period({
    openedAt,
    certainty,
    closedAt: undefined,
    end: undefined,
    tier: tier(details.partnerTierNumber, tierExpiry(details)),
    membershipNumber: details.membershipNumber,
    expiry: membershipExpiry(details),
    lastUpdateType,
  })

/** What stands for an opening that was never seen: it keeps an older Linked that comes late from resurrecting. */
export const tombstone = (closedAt: number): Period => ({ certainty: 'implied', closedAt, end: 'delinked' })

export const closePeriod = (open: Period, closedAt: number, end: NonNullable<Period['end']>): Period =>
  period({
    openedAt: open.openedAt,
    certainty: open.certainty,
    closedAt,
    end,
    tier: open.tier,
    membershipNumber: open.membershipNumber,
    expiry: open.expiry,
    lastUpdateType: open.lastUpdateType,
  })

/** The open period with the update merged in: present overwrites, absent keeps. */
export const mergeInto = (open: Period, { details, updateType }: Updated): Period =>
  period({
    openedAt: open.openedAt,
    certainty: open.certainty,
    closedAt: undefined,
    end: undefined,
    tier: mergeTier(open.tier, details),
    membershipNumber: details.membershipNumber ?? open.membershipNumber,
    expiry: membershipExpiry(details) ?? open.expiry,
    lastUpdateType: updateType ?? open.lastUpdateType,
  })

/** The last zone's day has ended 36 hours after its date began in UTC, whatever zone the org keeps. */
const longestDay = 36 * 3_600_000

/** Whether a term had run out everywhere by `at` (ms since epoch). */
export const surelyRanOut = (expiry: Expiry | undefined, at: number): boolean => {
  if (expiry?.instant !== undefined) return expiry.instant <= at
  return expiry?.date !== undefined && utcMidnight(expiry.date) + longestDay <= at
}

/** A tier number that changes without an expiry of its own leaves the old tier's expiry behind. */
const mergeTier = (known: Tier | undefined, details: Details): Tier | undefined => {
  const number = details.partnerTierNumber ?? known?.number
  const moved = known?.number !== undefined && number !== known.number
  return tier(number, tierExpiry(details) ?? (moved ? undefined : known?.expiry))
}

const tierExpiry = (details: Details): Expiry | undefined =>
  expiry(details.partnerTierExpiryDate, details.partnerTierExpiryDateInMillis)

const membershipExpiry = (details: Details): Expiry | undefined =>
  expiry(details.membershipExpiryDate, details.membershipExpiryDateInMillis)

/** Nothing where neither is stated. */
export const expiry = (date: string | undefined, instant: number | undefined): Expiry | undefined => {
  if (date === undefined) return instant === undefined ? undefined : { instant }
  return instant === undefined ? { date } : { date, instant }
}

/** Nothing where neither is stated. */
export const tier = (number: number | undefined, expires: Expiry | undefined): Tier | undefined => {
  if (number === undefined) return expires === undefined ? undefined : { expiry: expires }
  return expires === undefined ? { number } : { number, expiry: expires }
}

/** All the fields, stated one by one: objects of one shape, which a spread would not give. */
type StatedPeriod = { readonly [K in keyof Required<Period>]: Period[K] | undefined } & Pick<Period, 'certainty'>

/** The one place that lays a period out, so that equal periods are equal byte for byte. */
export const period = (stated: StatedPeriod): Period => {
  const { openedAt, certainty } = stated
  const laidOut: { -readonly [K in keyof Period]: Period[K] } =
    openedAt === undefined ? { certainty } : { openedAt, certainty }
  if (stated.closedAt !== undefined) laidOut.closedAt = stated.closedAt
  if (stated.end !== undefined) laidOut.end = stated.end
  if (stated.tier !== undefined) laidOut.tier = stated.tier
  if (stated.membershipNumber !== undefined) laidOut.membershipNumber = stated.membershipNumber
  if (stated.expiry !== undefined) laidOut.expiry = stated.expiry
  if (stated.lastUpdateType !== undefined) laidOut.lastUpdateType = stated.lastUpdateType
  return laidOut
}
