export { endOfDay } from './end-of-day.js'
export type {
  Account,
  Customer,
  Delinked,
  Details,
  Entity,
  EventType,
  ExpiryReminder,
  Instore,
  LearnedField,
  Linked,
  PartnerProgramEvent,
  Updated,
} from './event.js'
export { eventTypes } from './event.js'
export { evolve } from './evolve.js'
export type { Expiry, KnownExpiry, UnknownExpiry } from './expiry.js'
export { foldMembership, isLate, needsRefold } from './fold.js'
export { membershipKey } from './key.js'
export type { MembershipKey } from './key.js'
export { endOf, initial, openPeriod, programType } from './membership.js'
export type { Anomaly, AnomalyKind, Membership, Period, Reminder, Tier } from './membership.js'
export type { FoldOrder } from './order.js'
export type { Projection } from './projection.js'
export { standing } from './standing.js'
export type { Standing } from './standing.js'
export { explain, timeline } from './timeline.js'
export type { FieldChange, MembershipField, MembershipFields, PeriodEnd, Timeline, TimelineEntry } from './timeline.js'
export { transitionNames, transitions } from './transitions.js'
export type { Transition } from './transitions.js'
export { upcast } from './upcast.js'
export { utc, zone } from './zone.js'
export type { UnknownZone } from '../failure/unknown-zone.js'
export type { Zone } from './zone.js'
