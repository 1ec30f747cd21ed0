import { type LedgerOptions, orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'

import { body, key } from '../deliveries.js'

const tenant = String(key.orgId)

export const day = 86_400_000

/** An instant after the terms below have ended, and one before. */
export const due = Date.UTC(2026, 5, 1)

/** A Linked of this customer whose term ends with that day. */
export const linkedUntil = (customerId: number, membershipExpiryDate: string, createdAt = 1_600_000_000_000): string =>
  body({
    root: { eventId: `linked-${customerId}-${createdAt}`, createdAt },
    customer: { customerId },
    details: { membershipExpiryDate },
  })

/** The vendor renews: the term ends with that day now. */
export const renewedUntil = (customerId: number, membershipExpiryDate: string, createdAt: number): string =>
  body({
    name: 'partnerProgramUpdated',
    root: { eventId: `renewed-${customerId}-${createdAt}`, createdAt },
    customer: { customerId },
    data: { updateType: 'RENEW' },
    details: { membershipExpiryDate },
  })

export const delinked = (customerId: number, createdAt: number): string =>
  body({
    name: 'partnerProgramDelinked',
    root: { eventId: `delinked-${customerId}-${createdAt}`, createdAt },
    customer: { customerId },
  })

export const keyOf = (customerId: number): typeof key => ({ ...key, customerId })

/** A clock that a test sets. */
export const clockAt = (at: number): { now: number; readonly options: Pick<LedgerOptions, 'clock'> } => {
  const clock = { now: at, options: { clock: () => clock.now } }
  return clock
}

/** The notices of the log: customer and end, in the order of the log. */
export const noticesIn = async (store: EventStore): Promise<readonly string[]> => {
  const { events } = await orThrow(store.readAll(tenant, 0, 10_000))
  return events
    .filter(({ type }) => type === 'membershipExpired')
    .map(({ facts }) => `${facts['customerId']} ${new Date(Number(facts['until'])).toISOString()}`)
}

/** Two memberships that expire before `due`, one that does not, and one that was delinked. */
export const expiryStory = [
  linkedUntil(1, '2026-01-31'),
  linkedUntil(2, '2027-01-31'),
  linkedUntil(3, '2026-02-28'),
  delinked(3, 1_700_000_000_000),
  linkedUntil(4, '2026-05-31'),
]
