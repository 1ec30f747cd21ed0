import type { Details, PartnerProgramEvent } from '../../src/membership/event.js'
import type { MembershipKey } from '../../src/membership/key.js'
import { expectedOrder, leastCopies } from './expected-order.js'

type Values = Record<string, unknown>

/** A membership as the tables of the design tell it, written down a second time: plain records that are changed in place. */
export const expectedMembership = (key: MembershipKey, given: readonly PartnerProgramEvent[]): unknown => {
  const own = given.filter(
    (event) =>
      JSON.stringify([event.orgId, event.loyaltyProgramId, event.partnerProgramId, event.customerId]) ===
      JSON.stringify([key.orgId, key.loyaltyProgramId, key.partnerProgramId, key.customerId]),
  )
  const events = expectedOrder(leastCopies(own))
  const membership: Values = {}
  const program: Values = {}
  const periods: Values[] = []
  const anomalies: Values[] = []
  for (const event of events) {
    const { eventId, occurredAt } = event
    const note = (kind: string): number => anomalies.push({ kind, eventId, occurredAt })
    const current = periods.at(-1)
    const state = current === undefined ? 'nothing' : 'end' in current ? 'closed' : 'open'
    follow(event, state, current, periods, note)
    if (event.partnerProgramType !== undefined) {
      if ('type' in program && program['type'] !== event.partnerProgramType) note('type-changed')
      program['type'] = event.partnerProgramType
    }
    if (event.partnerProgramName !== undefined) program['name'] = event.partnerProgramName
    if (event.entity?.type === 'USER' && event.entity.id !== event.customerId) note('entity-mismatch')
    if (event.type === 'supplementaryMembershipExpiryReminder')
      membership['reminder'] = stated({ occurredAt, scheduledExpiryDate: event.scheduledExpiryDate })
  }
  const last = events.at(-1)
  if (last !== undefined) {
    const rank = 'DLUs'.indexOf(last.type.replace('partnerProgram', '').charAt(0))
    membership['last'] = { occurredAt: last.occurredAt, rank, eventId: last.eventId }
  }
  return { ...membership, key: { ...key }, program, periods, anomalies, events: events.length }
}

const follow = (
  event: PartnerProgramEvent,
  state: 'nothing' | 'open' | 'closed',
  current: Values = {},
  periods: Values[],
  note: (kind: string) => unknown,
): void => {
  const at = event.occurredAt
  switch (`${event.type} ${state}`) {
    case 'partnerProgramLinked open': {
      const ranOut = hasRunOut(current['expiry'] as Values | undefined, at)
      Object.assign(current, { closedAt: at, end: ranOut ? 'expired' : 'superseded' })
      if (!ranOut) note('linked-twice')
      periods.push({ openedAt: at, certainty: 'confirmed', ...valuesOf(event) })
      break
    }
    case 'partnerProgramLinked nothing':
    case 'partnerProgramLinked closed':
      periods.push({ openedAt: at, certainty: 'confirmed', ...valuesOf(event) })
      break
    case 'partnerProgramUpdated nothing':
    case 'supplementaryMembershipExpiryReminder nothing':
      note('missing-link')
      periods.push({ openedAt: at, certainty: 'implied', ...valuesOf(event) })
      break
    case 'partnerProgramUpdated open':
      merge(event, current, note)
      break
    case 'partnerProgramUpdated closed':
      note('update-after-delink')
      break
    case 'partnerProgramDelinked nothing':
      periods.push({ certainty: 'implied', closedAt: at, end: 'delinked' })
      break
    case 'partnerProgramDelinked open':
      Object.assign(current, { closedAt: at, end: 'delinked' })
      break
    case 'partnerProgramDelinked closed':
      note('delinked-twice')
      break
    case 'supplementaryMembershipExpiryReminder open': {
      const known = (current['expiry'] as Values | undefined)?.['date']
      const date = 'scheduledExpiryDate' in event ? event.scheduledExpiryDate : undefined
      if (known !== undefined && date !== undefined && known !== date) note('expiry-mismatch')
    }
  }
}

const merge = (event: PartnerProgramEvent, current: Values, note: (kind: string) => unknown): void => {
  const { tier: before, ...rest } = current as { tier?: Values }
  const { tier: now, ...others } = valuesOf(event) as { tier?: Values }
  const from = before?.['number'] as number | undefined
  const to = now?.['number'] as number | undefined
  if (from !== undefined && to !== undefined && 'updateType' in event) {
    const move = Math.sign(to - from)
    const allowed = { UPGRADE: 1, DOWNGRADE: -1, RENEW: 0 }[event.updateType ?? '']
    if (allowed !== undefined && move !== allowed) note('direction-mismatch')
  }
  const cleared = from !== undefined && to !== undefined && from !== to ? { number: from } : before
  Object.assign(
    current,
    rest,
    others,
    before === undefined && now === undefined ? {} : { tier: { ...cleared, ...now } },
  )
}

const valuesOf = (event: PartnerProgramEvent): Values => {
  if (!('details' in event)) return {}
  const d: Details = event.details
  const tierExpiry = whole({ date: d.partnerTierExpiryDate, instant: d.partnerTierExpiryDateInMillis })
  return stated({
    tier: whole({ number: d.partnerTierNumber, expiry: tierExpiry }),
    membershipNumber: d.membershipNumber,
    expiry: whole({ date: d.membershipExpiryDate, instant: d.membershipExpiryDateInMillis }),
    lastUpdateType: 'updateType' in event ? event.updateType : undefined,
  })
}

const hasRunOut = (expiry: Values | undefined, at: number): boolean => {
  if (typeof expiry?.['instant'] === 'number') return at >= expiry['instant']
  return expiry !== undefined && at >= Date.parse(`${String(expiry['date'])}T00:00:00Z`) + 1.5 * 86_400_000
}

const stated = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const whole = (values: Values): Values | undefined =>
  Object.keys(stated(values)).length === 0 ? undefined : stated(values)
