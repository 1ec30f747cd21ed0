import {
  type Details,
  evolve,
  initial,
  type Membership,
  type PartnerProgramEvent,
  type Period,
  type Updated,
} from '@partner-ledger/core/membership'

import { ofKey } from '../../../src/membership/fold.js'
import { inEventOrder } from '../../../src/membership/order.js'
import { factsIn } from '../../../src/membership/twins.js'
import { type Folding, ours } from '../folding.js'

type Step = (membership: Membership, event: PartnerProgramEvent) => Membership

/** Folds with one rule of "What ends when", or of facts with two ids, left out or gone wrong. */
const steppedBy = (step: Step): Folding => ({
  ...ours,
  fold: (key, events) =>
    factsIn(inEventOrder(ofKey(key, events))).reduce(
      (membership, { folded }) => step(membership, folded),
      initial(key),
    ),
})

const given = (change: (event: PartnerProgramEvent) => PartnerProgramEvent): Folding =>
  steppedBy((membership, event) => evolve(membership, change(event)))

const detailed = (change: (details: Details, event: PartnerProgramEvent) => Details): Folding =>
  given((event) => ('details' in event ? { ...event, details: change(event.details, event) } : event))

const lastPeriod = (
  change: (after: Period, before: Period | undefined, event: PartnerProgramEvent) => Period,
): Folding =>
  steppedBy((membership, event) => {
    const after = evolve(membership, event)
    const last = after.periods.at(-1)
    if (last === undefined || last.end !== undefined) return after
    const isSame = after.periods.length === membership.periods.length
    const changed = change(last, isSame ? membership.periods.at(-1) : undefined, event)
    return { ...after, periods: after.periods.with(-1, changed) }
  })

const without = (period: Period, field: keyof Period): Period => {
  const { [field]: _, ...others } = period
  return others as Period
}

const isRenewal = (event: PartnerProgramEvent): event is Updated =>
  event.type === 'partnerProgramUpdated' && event.updateType === 'RENEW'

export const unreadIsEndless = detailed(
  ({ membershipExpiryUnread: _m, partnerTierExpiryUnread: _t, ...others }) => others,
)

export const dropsTimesOfDay = detailed(({ membershipExpiryTime: _m, partnerTierExpiryTime: _t, ...others }) => others)

export const believesEveryInstant = detailed((details) =>
  details.membershipExpiryDateInMillis === 9e15 ? { ...details, membershipExpiryDateInMillis: 8.64e15 } : details,
)

export const renewsWithoutDoubt = given((event) => (isRenewal(event) ? { ...event, updateType: 'OTHER' } : event))

export const renewalForgetsTheTier = lastPeriod((after, before, event) =>
  isRenewal(event) &&
  after.tier?.expiry?.unknown === true &&
  before?.tier !== undefined &&
  !('partnerTierExpiryUnread' in event.details)
    ? { ...after, tier: before.tier }
    : after,
)

export const noAnnouncement = lastPeriod((after) => without(after, 'announcedExpiry'))

export const announcesAlways = lastPeriod((after, _before, event) =>
  'scheduledExpiryDate' in event && event.scheduledExpiryTime === undefined
    ? { ...after, announcedExpiry: { date: event.scheduledExpiryDate } }
    : after,
)

export const neverDropsAnnouncements = lastPeriod((after, before) =>
  before?.announcedExpiry === undefined || after.announcedExpiry !== undefined
    ? after
    : { ...after, announcedExpiry: before.announcedExpiry },
)

export const dropsAnnouncementsAtOnce = lastPeriod((after, _before, event) =>
  'details' in event && event.details.membershipExpiryDate !== undefined ? without(after, 'announcedExpiry') : after,
)

export const replacesNothing = lastPeriod((after) => without(after, 'replacedExpiry'))

export const replacesForAnyUpdate = lastPeriod((after, before, event) =>
  event.type === 'partnerProgramUpdated' &&
  before?.expiry?.date !== undefined &&
  after.expiry?.date !== before.expiry.date
    ? { ...after, replacedExpiry: { date: before.expiry.date } }
    : after,
)

export const neverRenewsReminders = steppedBy((membership, event) => {
  const after = evolve(membership, event)
  if (after.reminder === undefined || event.type === 'supplementaryMembershipExpiryReminder') return after
  return membership.reminder === undefined ? after : { ...after, reminder: membership.reminder }
})

export const notesNoUnread = steppedBy((membership, event) => {
  const after = evolve(membership, event)
  return { ...after, anomalies: after.anomalies.filter(({ kind }) => kind !== 'expiry-unread') }
})

/** Every id is a fact of its own. */
export const twinsCountTwice: Folding = {
  ...ours,
  fold: (key, events) => inEventOrder(ofKey(key, events)).reduce(evolve, initial(key)),
}

/** The events that stay keep to what they state themselves. */
export const twinsGiveNothing: Folding = {
  ...ours,
  fold: (key, events) =>
    factsIn(inEventOrder(ofKey(key, events))).reduce(
      (membership, { event }) => evolve(membership, event),
      initial(key),
    ),
}

/** Ids that were given count as derived, so that two given ones are merged. */
export const mergesGivenIds: Folding = {
  ...ours,
  fold: (key, events) => {
    const renamed = inEventOrder(ofKey(key, events)).map((event) => ({ ...event, eventId: `d1:${event.eventId}` }))
    return ours.fold(key, renamed)
  },
}

/** Marks of a decoder that has learned are not looked at. */
export const ignoresLearnedMarks: Folding = {
  ...ours,
  fold: (key, events) =>
    ours.fold(
      key,
      [...events].map(({ learned: _, ...event }) => event),
    ),
}
