import type { PartnerProgramEvent } from './event.js'
import type { MembershipKey } from './key.js'
import { type Anomaly, type AnomalyKind, initial, type Membership, type Period, type Reminder } from './membership.js'
import { type FoldOrder, foldOrder } from './order.js'

/**
 * A membership while events are folded into it. Folding many events into one draft is linear, since nothing is copied for an
 * event. A draft never changes the membership that it began with.
 */
export interface Draft {
  readonly key: MembershipKey
  program: Membership['program']
  periods: readonly Period[]
  reminder: Reminder | undefined
  anomalies: readonly Anomaly[]
  events: number
  last: FoldOrder | undefined
  /** The last event that was folded into this draft: its order takes the place of `last` when the draft is finished. */
  lastEvent: PartnerProgramEvent | undefined
  /** Whether the lists are the draft's own, so that it may change them in place. */
  ownsPeriods: boolean
  ownsAnomalies: boolean
}

/** A draft that goes on from a membership. */
export const draftFrom = ({ key, program, periods, reminder, anomalies, events, last }: Membership): Draft => ({
  key,
  program,
  periods,
  reminder,
  anomalies,
  events,
  last,
  lastEvent: undefined,
  ownsPeriods: false,
  ownsAnomalies: false,
})

/** A draft of no events. */
export const emptyDraft = (key: MembershipKey): Draft => draftFrom(initial(key))

/** The membership that the draft has come to. The draft must not be used afterwards. */
export const finish = ({ key, program, periods, reminder, anomalies, events, last, lastEvent }: Draft): Membership => {
  const order = lastEvent === undefined ? last : foldOrder(lastEvent)
  if (order === undefined) return { key, program, periods, anomalies, events }
  // Two whole literals: a spread for the one optional field costs more than all the rest.
  return reminder === undefined
    ? { key, program, periods, anomalies, events, last: order }
    : { key, program, periods, reminder, anomalies, events, last: order }
}

/** Adds a period after the last one. */
export const addPeriod = (draft: Draft, period: Period): void => {
  ownPeriods(draft).push(period)
}

/** Puts another period in place of the last one. */
export const replaceLast = (draft: Draft, period: Period): void => {
  ownPeriods(draft)[draft.periods.length - 1] = period
}

/** Notes an anomaly of this event. */
export const note = (draft: Draft, kind: AnomalyKind, { eventId, occurredAt }: PartnerProgramEvent): void => {
  if (!draft.ownsAnomalies) draft.anomalies = [...draft.anomalies]
  draft.ownsAnomalies = true
  ;(draft.anomalies as Anomaly[]).push({ kind, eventId, occurredAt })
}

const ownPeriods = (draft: Draft): Period[] => {
  if (!draft.ownsPeriods) draft.periods = [...draft.periods]
  draft.ownsPeriods = true
  return draft.periods as Period[]
}
