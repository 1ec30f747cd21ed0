import type { MembershipKey, PartnerProgramEvent } from '@partner-ledger/core/membership'

import { agreeing, endIn, equal, hadRunOut } from './expected-ends.js'
import type { End } from './expected-ends.js'
import { detailsIn, stated } from './expected-details.js'
import { oncePerFact } from './expected-facts.js'
import { expectedOrder, leastCopies } from './expected-order.js'

type Values = Record<string, unknown>

/** A state of the naive fold: plain records that are changed in place. */
interface State {
  readonly program: Values
  readonly periods: Values[]
  readonly anomalies: Values[]
  reminder?: Values
}

/** A membership as the design describes it, written down a second time: sort, fold everything, and take no steps. */
export const expectedMembership = (key: MembershipKey, given: readonly PartnerProgramEvent[]): unknown => {
  const own = given.filter(
    (event) =>
      JSON.stringify([event.orgId, event.loyaltyProgramId, event.partnerProgramId, event.customerId]) ===
      JSON.stringify([key.orgId, key.loyaltyProgramId, key.partnerProgramId, key.customerId]),
  )
  const events = oncePerFact(expectedOrder(leastCopies(own)))
  const state: State = { program: {}, periods: [], anomalies: [] }
  for (const event of events) fold(state, event)
  const last = events.at(-1)
  const rank = last === undefined ? -1 : 'DLUs'.indexOf(last.type.replace('partnerProgram', '').charAt(0))
  return {
    ...(last === undefined ? {} : { last: { occurredAt: last.occurredAt, rank, eventId: last.eventId } }),
    ...state,
    key: { ...key },
    events: events.length,
  }
}

const fold = (state: State, event: PartnerProgramEvent): void => {
  const { eventId, occurredAt } = event
  const fields = fieldsOf(event)
  const note = (kind: string): unknown => state.anomalies.push({ kind, eventId, occurredAt })
  const current = state.periods.at(-1)
  const where = current === undefined ? 'nothing' : 'end' in current ? 'closed' : 'open'
  const [ofLink] = /Linked|Updated|Delinked|Reminder/.exec(event.type) ?? []
  const before = { ...current }
  followLink(state, `${ofLink} ${where}`, occurredAt, fields, note)
  followReminder(state, before, ofLink ?? '', occurredAt, fields)
  if (event.partnerProgramType !== undefined) {
    if ('type' in state.program && state.program['type'] !== event.partnerProgramType) note('type-changed')
    state.program['type'] = event.partnerProgramType
  }
  if (event.partnerProgramName !== undefined) state.program['name'] = event.partnerProgramName
  if (event.entity?.type === 'USER' && event.entity.id !== event.customerId) note('entity-mismatch')
  const ends = ['membershipExpiry', 'partnerTierExpiry', 'scheduledExpiry'].map((name) => endIn(fields, name))
  if (ends.some((end) => end?.['unknown'] === true)) note('expiry-unread')
}

const fieldsOf = (event: PartnerProgramEvent): Values => {
  if (event.type === 'partnerProgramDelinked') return {}
  return { ...event, ...('details' in event ? event.details : {}) }
}

const followLink = (
  { periods }: State,
  situation: string,
  at: number,
  fields: Values,
  note: (kind: string) => unknown,
): void => {
  const current = periods.at(-1) ?? {}
  switch (situation) {
    case 'Linked open':
      if (hadRunOut(endGoneBy(current), at)) Object.assign(current, { closedAt: at, end: 'expired' })
      else {
        note('linked-twice')
        Object.assign(current, { closedAt: at, end: 'superseded' })
      }
      periods.push({ openedAt: at, certainty: 'confirmed', ...detailsIn(fields) })
      break
    case 'Linked nothing':
    case 'Linked closed':
      periods.push({ openedAt: at, certainty: 'confirmed', ...detailsIn(fields) })
      break
    case 'Updated nothing':
      note('missing-link')
      periods.push({ openedAt: at, certainty: 'implied', ...detailsIn(fields) })
      break
    case 'Updated open':
      update(current, fields, note)
      break
    case 'Updated closed':
      note('update-after-delink')
      break
    case 'Delinked nothing':
      periods.push({ certainty: 'implied', closedAt: at, end: 'delinked' })
      break
    case 'Delinked open':
      Object.assign(current, { closedAt: at, end: 'delinked' })
      break
    case 'Delinked closed':
      note('delinked-twice')
      break
    case 'Reminder nothing':
      note('missing-link')
      periods.push(stated({ openedAt: at, certainty: 'implied', announcedExpiry: announced(fields) }))
      break
    case 'Reminder open':
      remind(current, fields, note)
  }
}

const update = (period: Values, fields: Values, note: (kind: string) => unknown): void => {
  const from = (period['tier'] as Values | undefined)?.['number'] as number | undefined
  const to = fields['partnerTierNumber'] as number | undefined
  if (from !== undefined && to !== undefined) {
    const allowed = new Map<unknown, boolean>([
      ['UPGRADE', to > from],
      ['DOWNGRADE', to < from],
      ['RENEW', to === from],
    ])
    if (allowed.get(fields['updateType']) === false) note('direction-mismatch')
  }
  const { tier: tierNow, expiry: stated, ...others } = detailsIn(fields) as { tier?: Values; expiry?: Values }
  const tierBefore = period['tier'] as Values | undefined
  const wentBy = endGoneBy(period)
  const tierAfter: Values = { ...tierBefore }
  if (from !== undefined && to !== undefined && from !== to) delete tierAfter['expiry']
  Object.assign(tierAfter, tierNow)
  let says: End = stated
  if (fields['updateType'] === 'RENEW' && stated === undefined && tierNow?.['expiry'] === undefined) {
    if (wentBy !== undefined) says = { unknown: true }
    else if (tierBefore?.['expiry'] !== undefined) tierAfter['expiry'] = { unknown: true }
  }
  Object.assign(period, others)
  if (Object.keys(tierAfter).length > 0) period['tier'] = tierAfter
  if (says !== undefined && !equal(says, period['expiry'] as End)) {
    delete period['announcedExpiry']
    period['expiry'] = says
  }
  const goesBy = endGoneBy(period)
  if (fields['updateType'] === 'RENEW' && JSON.stringify(wentBy) !== JSON.stringify(goesBy)) {
    if (wentBy === undefined || wentBy['unknown'] === true) delete period['replacedExpiry']
    else period['replacedExpiry'] = wentBy
  }
}

const remind = (period: Values, fields: Values, note: (kind: string) => unknown): void => {
  const known = period['expiry'] as Values | undefined
  const date = fields['scheduledExpiryDate']
  const outdated = isOutdated(period, fields)
  if (outdated || (known?.['date'] !== undefined && date !== undefined && known['date'] !== date))
    note('expiry-mismatch')
  const end = announced(fields)
  if (outdated || end === undefined) return
  if (agreeing(end, known)) delete period['announcedExpiry']
  else period['announcedExpiry'] = end
}

const isOutdated = (period: Values, fields: Values): boolean =>
  !('end' in period) &&
  agreeing(announced(fields), period['replacedExpiry'] as End) &&
  !agreeing(announced(fields), period['expiry'] as End)

const followReminder = (state: State, before: Values, ofLink: string, occurredAt: number, fields: Values): void => {
  const { scheduledExpiryDate, scheduledExpiryTime, scheduledExpiryDateInMillis } = fields
  const says = endIn(fields, 'membershipExpiry')
  const tierSays = endIn(fields, 'partnerTierExpiry')
  if (ofLink === 'Reminder')
    state.reminder = stated({
      scheduledExpiryDate,
      scheduledExpiryTime,
      scheduledExpiryDateInMillis,
      occurredAt,
      renewed: isOutdated(before, fields) ? true : undefined,
    })
  else if (
    state.reminder !== undefined &&
    (ofLink === 'Linked' ||
      (fields['updateType'] === 'RENEW' && (says !== undefined || tierSays === undefined)) ||
      (says !== undefined && !equal(says, before['expiry'] as End) && !equal(says, before['announcedExpiry'] as End)))
  )
    state.reminder['renewed'] = true
}

const announced = (fields: Values): End => {
  const end = endIn(fields, 'scheduledExpiry')
  if (end === undefined || end['unknown'] === true) return undefined
  return end['instant'] === undefined ? end : { instant: end['instant'] }
}

const endGoneBy = (period: Values): End => (period['announcedExpiry'] ?? period['expiry']) as End
