import { anomaliesOf } from './anomalies.js'
import type { Delinked, ExpiryReminder, Linked, PartnerProgramEvent, Updated } from './event.js'
import type { Membership, Period, Reminder } from './membership.js'
import { placeOf } from './order.js'
import { closePeriod, mergeInto, openPeriodWith, surelyRanOut, tombstone } from './period.js'

/**
 * The membership after one more event. Total: any event folds in any state; nothing is refused, only noted.
 * It takes the event for the next one in event order and for a new one: `foldMembership` sees to both.
 */
export const evolve = (membership: Membership, event: PartnerProgramEvent): Membership => {
  const { key } = membership
  const program = programAfter(membership, event)
  const periods = periodsAfter(membership.periods, event)
  const reminder = reminderAfter(membership, event)
  const noted = anomaliesOf(membership, event)
  const anomalies = noted.length === 0 ? membership.anomalies : [...membership.anomalies, ...noted]
  const events = membership.events + 1
  const last = placeOf(event)
  // Two whole literals: a spread for the one optional field costs more than all the rest.
  return reminder === undefined
    ? { key, program, periods, anomalies, events, last }
    : { key, program, periods, reminder, anomalies, events, last }
}

const programAfter = ({ program }: Membership, event: PartnerProgramEvent): Membership['program'] => {
  const name = event.partnerProgramName ?? program.name
  const type = event.partnerProgramType ?? program.type
  if (name === undefined) return type === undefined || type === program.type ? program : { type }
  if (type === undefined) return name === program.name ? program : { name }
  return name === program.name && type === program.type ? program : { name, type }
}

const reminderAfter = ({ reminder }: Membership, event: PartnerProgramEvent): Reminder | undefined => {
  if (event.type !== 'supplementaryMembershipExpiryReminder') return reminder
  const { scheduledExpiryDate, occurredAt } = event
  return scheduledExpiryDate === undefined ? { occurredAt } : { scheduledExpiryDate, occurredAt }
}

const periodsAfter = (periods: readonly Period[], event: PartnerProgramEvent): readonly Period[] => {
  switch (event.type) {
    case 'partnerProgramLinked':
      return linked(periods, event)
    case 'partnerProgramUpdated':
      return updated(periods, event)
    case 'partnerProgramDelinked':
      return delinked(periods, event)
    case 'supplementaryMembershipExpiryReminder':
      return reminded(periods, event)
  }
}

const linked = (periods: readonly Period[], event: Linked): readonly Period[] => {
  const opened = openPeriodWith('confirmed', event.occurredAt, event.details)
  const last = periods.at(-1)
  if (last === undefined || last.end !== undefined) return [...periods, opened]
  const end = surelyRanOut(last.expiry, event.occurredAt) ? 'expired' : 'superseded'
  return [...periods.slice(0, -1), closePeriod(last, event.occurredAt, end), opened]
}

const updated = (periods: readonly Period[], event: Updated): readonly Period[] => {
  const last = periods.at(-1)
  if (last === undefined) return [openPeriodWith('implied', event.occurredAt, event.details, event.updateType)]
  if (last.end !== undefined) return periods
  return periods.with(-1, mergeInto(last, event))
}

const delinked = (periods: readonly Period[], { occurredAt }: Delinked): readonly Period[] => {
  const last = periods.at(-1)
  if (last === undefined) return [tombstone(occurredAt)]
  if (last.end !== undefined) return periods
  return periods.with(-1, closePeriod(last, occurredAt, 'delinked'))
}

const reminded = (periods: readonly Period[], { occurredAt }: ExpiryReminder): readonly Period[] =>
  periods.length === 0 ? [openPeriodWith('implied', occurredAt)] : periods
