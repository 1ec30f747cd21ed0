import { evolve, initial, type Membership, type PartnerProgramEvent } from '@partner-ledger/core/membership'

import { ofKey } from '../../../src/membership/fold.js'
import { inEventOrder } from '../../../src/membership/order.js'
import { factsIn } from '../../../src/membership/twins.js'
import { type Folding, ours } from '../folding.js'

type Step = (membership: Membership, event: PartnerProgramEvent) => Membership

/** Folds in the right order, with one cell of the tables gone wrong. */
const steppedBy = (step: Step): Folding => ({
  ...ours,
  evolve: step,
  fold: (key, events) =>
    factsIn(inEventOrder(ofKey(key, events))).reduce(
      (membership, { folded }) => step(membership, folded),
      initial(key),
    ),
})

const isClosed = ({ periods }: Membership): boolean => periods.at(-1)?.end !== undefined

const withDetails = (event: PartnerProgramEvent, left: readonly string[]): PartnerProgramEvent =>
  'details' in event
    ? {
        ...event,
        details: Object.fromEntries(Object.entries(event.details).filter(([field]) => !left.includes(field))),
      }
    : event

export const updateReopens = steppedBy((membership, event) =>
  event.type === 'partnerProgramUpdated' && isClosed(membership)
    ? evolve(membership, { ...event, type: 'partnerProgramLinked' })
    : evolve(membership, event),
)

export const noTombstone = steppedBy((membership, event) =>
  event.type === 'partnerProgramDelinked' && membership.events === 0
    ? { ...evolve(membership, event), periods: [] }
    : evolve(membership, event),
)

export const lastDelinkCounts = steppedBy((membership, event) => {
  const after = evolve(membership, event)
  const last = after.periods.at(-1)
  return event.type === 'partnerProgramDelinked' && last !== undefined && isClosed(membership)
    ? { ...after, periods: [...after.periods.slice(0, -1), { ...last, closedAt: event.occurredAt }] }
    : after
})

export const ignoresInstants = steppedBy((membership, event) =>
  evolve(membership, withDetails(event, ['membershipExpiryDateInMillis'])),
)

export const ignoresTierDates = steppedBy((membership, event) =>
  evolve(membership, withDetails(event, ['partnerTierExpiryDate'])),
)

/** An upgrade that shortens keeps the longer date. */
export const longestTermWins = steppedBy((membership, event) => {
  const known = membership.periods.at(-1)?.expiry?.date
  const stated = 'details' in event ? event.details.membershipExpiryDate : undefined
  return event.type === 'partnerProgramUpdated' && known !== undefined && stated !== undefined && stated < known
    ? evolve(membership, { ...event, details: { ...event.details, membershipExpiryDate: known } })
    : evolve(membership, event)
})

export const reminderExtends = steppedBy((membership, event) => {
  const after = evolve(membership, event)
  const last = after.periods.at(-1)
  return event.type === 'supplementaryMembershipExpiryReminder' &&
    event.scheduledExpiryDate !== undefined &&
    last !== undefined
    ? { ...after, periods: [...after.periods.slice(0, -1), { ...last, expiry: { date: event.scheduledExpiryDate } }] }
    : after
})

export const firstNameSticks = steppedBy((membership, event) => ({
  ...evolve(membership, event),
  program: { ...evolve(membership, event).program, ...membership.program },
}))
