import type { Details, Updated } from './event.js'
import { type Expiry, isSameEnd, type KnownExpiry, membershipExpiry, tierExpiry } from './expiry.js'
import { endOf, type Period, type Tier } from './membership.js'

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
    announcedExpiry: undefined,
    replacedExpiry: undefined,
    lastUpdateType,
  })

/** Stands for an opening that was never seen: an older Linked that comes late does not resurrect the membership. */
export const tombstone = (closedAt: number): Period => ({ certainty: 'implied', closedAt, end: 'delinked' })

/** The period with an end. It keeps its values. */
export const closePeriod = (open: Period, closedAt: number, end: NonNullable<Period['end']>): Period =>
  period({ ...unchanged(open), closedAt, end })

/** The period with the opening of the other one. */
export const reopen = (one: Period, { openedAt, certainty }: Period): Period =>
  one.openedAt === openedAt && one.certainty === certainty ? one : period({ ...unchanged(one), openedAt, certainty })

/** The open period with another announced end, or with none. */
export const announce = (open: Period, announcedExpiry: KnownExpiry | undefined): Period =>
  period({ ...unchanged(open), announcedExpiry })

/** The open period with the update merged in: a present value overwrites, an absent one leaves what is known. */
export const mergeInto = (open: Period, { details, updateType }: Updated): Period => {
  const isRenewal = updateType === 'RENEW'
  const ofMembership = membershipExpiry(details)
  const ofTier = tierExpiry(details)
  const hasEnd = endOf(open) !== undefined
  // The vendor says that the membership, or its tier, goes on, and not until when.
  const lost = isRenewal && ofMembership === undefined && ofTier === undefined ? unknown : undefined
  const stated = ofMembership ?? (hasEnd ? lost : undefined)
  const tierLost = !hasEnd && open.tier?.expiry !== undefined ? lost : undefined
  const before = endOf(open)
  const expiry = stated ?? open.expiry
  const announcedExpiry = stated === undefined || isSameEnd(stated, open.expiry) ? open.announcedExpiry : undefined
  const isReplaced = isRenewal && !isUnchanged(before, announcedExpiry ?? expiry)
  return period({
    openedAt: open.openedAt,
    certainty: open.certainty,
    closedAt: undefined,
    end: undefined,
    tier: mergeTier(open.tier, details.partnerTierNumber, ofTier ?? tierLost),
    membershipNumber: details.membershipNumber ?? open.membershipNumber,
    expiry,
    announcedExpiry,
    replacedExpiry: isReplaced ? known(before) : open.replacedExpiry,
    lastUpdateType: updateType ?? open.lastUpdateType,
  })
}

const unknown = { unknown: true } as const

const known = (expiry: Expiry | undefined): KnownExpiry | undefined =>
  expiry?.unknown === undefined ? expiry : undefined

const isUnchanged = (before: Expiry | undefined, after: Expiry | undefined): boolean =>
  before === after || isSameEnd(before, after) || (before?.unknown === true && after?.unknown === true)

/** A known tier number that changes without a tier expiry clears the old tier's expiry. */
const mergeTier = (
  before: Tier | undefined,
  stated: number | undefined,
  expires: Expiry | undefined,
): Tier | undefined => {
  const number = stated ?? before?.number
  const moved = before?.number !== undefined && number !== before.number
  return tier(number, expires ?? (moved ? undefined : before?.expiry))
}

/** The tier of these parts; `undefined` where neither is stated. */
export const tier = (number: number | undefined, expires: Expiry | undefined): Tier | undefined => {
  if (number === undefined) return expires === undefined ? undefined : { expiry: expires }
  return expires === undefined ? { number } : { number, expiry: expires }
}

/** All the fields of a period, stated one by one. */
type StatedPeriod = { readonly [K in keyof Required<Period>]: Period[K] | undefined } & Pick<Period, 'certainty'>

const unchanged = (open: Period): StatedPeriod => ({
  openedAt: open.openedAt,
  certainty: open.certainty,
  closedAt: open.closedAt,
  end: open.end,
  tier: open.tier,
  membershipNumber: open.membershipNumber,
  expiry: open.expiry,
  announcedExpiry: open.announcedExpiry,
  replacedExpiry: open.replacedExpiry,
  lastUpdateType: open.lastUpdateType,
})

/** Lays a period out. No other function does, so that equal periods are equal byte for byte. */
export const period = (stated: StatedPeriod): Period => {
  const { openedAt, certainty } = stated
  const laidOut: { -readonly [K in keyof Period]: Period[K] } =
    openedAt === undefined ? { certainty } : { openedAt, certainty }
  if (stated.closedAt !== undefined) laidOut.closedAt = stated.closedAt
  if (stated.end !== undefined) laidOut.end = stated.end
  if (stated.tier !== undefined) laidOut.tier = stated.tier
  if (stated.membershipNumber !== undefined) laidOut.membershipNumber = stated.membershipNumber
  if (stated.expiry !== undefined) laidOut.expiry = stated.expiry
  if (stated.announcedExpiry !== undefined) laidOut.announcedExpiry = stated.announcedExpiry
  if (stated.replacedExpiry !== undefined) laidOut.replacedExpiry = stated.replacedExpiry
  if (stated.lastUpdateType !== undefined) laidOut.lastUpdateType = stated.lastUpdateType
  return laidOut
}
