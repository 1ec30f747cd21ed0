import type { PartnerProgramEvent } from './event.js'
import { isLate } from './fold.js'
import { type Anomaly, type Membership, openPeriod, type Period } from './membership.js'
import { reminderOf } from './reminder.js'
import { same } from './same.js'

/** Every transition, in the order in which `transitions` lists them. */
export const transitionNames = [
  'linked',
  'relinked',
  'delinked',
  'tierChanged',
  'expiryChanged',
  'membershipNumberChanged',
  'programChanged',
  'reminded',
  'corrected',
  'anomaly',
] as const

/** The name of what an event changed about a membership. */
export type Transition = (typeof transitionNames)[number]

/**
 * Whether the event that leads from one fold to the other counts as late: it sorts before the last one, or it states a fact
 * that was known under another id.
 */
export const isLateBetween = (before: Membership, after: Membership, event: PartnerProgramEvent): boolean =>
  isLate(before, event) || after.events <= before.events

/**
 * What the arrival of `event` changed between the two folds, in the order of the names above; nothing for an event that
 * changed nothing. `before` folds what was recorded earlier, `after` the same with the event: both in event order.
 */
export const transitions = (
  before: Membership,
  after: Membership,
  event: PartnerProgramEvent,
): readonly Transition[] => {
  const late = isLateBetween(before, after, event)
  const present = [...linkTransition(before, after, event, late), ...otherTransitions(before, after, event, late)]
  const corrected = late && present.length === 0 && !isSameList(before.periods, after.periods)
  return [...present, ...only('corrected', corrected), ...only('anomaly', hasNewAnomaly(before, after))]
}

/** As `same`, without a text of the whole list: most periods are the same object. */
const isSameList = (was: readonly Period[], is: readonly Period[]): boolean =>
  was.length === is.length && was.every((one, index) => same(one, is[index]))

const linkTransition = (
  before: Membership,
  after: Membership,
  event: PartnerProgramEvent,
  late: boolean,
): readonly Transition[] => {
  const was = openPeriod(before)
  const is = openPeriod(after)
  if (is === undefined) return only('delinked', after.events > 0 && (was !== undefined || before.events === 0))
  if (before.events === 0) return ['linked']
  if (was === undefined) return ['relinked']
  if (event.type === 'partnerProgramLinked' && !late) return ['relinked']
  return periodTransitions(was, is)
}

const periodTransitions = (was: Period, is: Period): readonly Transition[] => [
  ...only('tierChanged', !same(was.tier, is.tier)),
  ...only('expiryChanged', !same(was.expiry, is.expiry) || !same(was.announcedExpiry, is.announcedExpiry)),
  ...only('membershipNumberChanged', was.membershipNumber !== is.membershipNumber),
]

const otherTransitions = (
  before: Membership,
  after: Membership,
  event: PartnerProgramEvent,
  late: boolean,
): readonly Transition[] => [
  ...only(
    'programChanged',
    differs(before.program.name, after.program.name) || differs(before.program.type, after.program.type),
  ),
  ...only('reminded', isRemindedBy(after, event) && !(late && same(before.reminder, after.reminder))),
]

const only = (transition: Transition, holds: boolean): readonly Transition[] => (holds ? [transition] : [])

const differs = (known: string | undefined, now: string | undefined): boolean => known !== undefined && known !== now

const isRemindedBy = ({ reminder }: Membership, event: PartnerProgramEvent): boolean =>
  event.type === 'supplementaryMembershipExpiryReminder' &&
  reminder !== undefined &&
  same({ ...reminder, renewed: undefined }, { ...reminderOf(event, false), renewed: undefined })

const hasNewAnomaly = (before: Membership, after: Membership): boolean => {
  if (after.anomalies === before.anomalies) return false
  // Each is there once.
  if (after.anomalies.length > before.anomalies.length) return true
  // A fact that was known already may go by another id now, which is no news.
  const name = after.events > before.events ? byEvent : byTime
  const [was, is] = withoutCommonEnds(before.anomalies, after.anomalies)
  const known = new Map<string, number>()
  for (const anomaly of was) known.set(name(anomaly), (known.get(name(anomaly)) ?? 0) + 1)
  return is.some((anomaly) => {
    const left = known.get(name(anomaly)) ?? 0
    known.set(name(anomaly), left - 1)
    return left < 1
  })
}

/** Both lists without what they begin and end with alike: a late event changes few anomalies of many. */
const withoutCommonEnds = (
  was: readonly Anomaly[],
  is: readonly Anomaly[],
): readonly [readonly Anomaly[], readonly Anomaly[]] => {
  const shorter = Math.min(was.length, is.length)
  let start = 0
  while (start < shorter && isEqual(was[start], is[start])) start += 1
  let end = 0
  while (end < shorter - start && isEqual(was.at(-1 - end), is.at(-1 - end))) end += 1
  return [was.slice(start, was.length - end), is.slice(start, is.length - end)]
}

const isEqual = (a: Anomaly | undefined, b: Anomaly | undefined): boolean =>
  a === b || (a?.kind === b?.kind && a?.eventId === b?.eventId && a?.occurredAt === b?.occurredAt)

const byEvent = ({ kind, eventId }: Anomaly): string => `${kind} ${eventId}`

const byTime = ({ kind, occurredAt }: Anomaly): string => `${kind} ${occurredAt}`
