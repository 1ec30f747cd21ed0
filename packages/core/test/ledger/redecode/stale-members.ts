import { body, key } from '../deliveries.js'

export const { orgId } = key

/** An instant after the unread texts below, and after the first terms. ms since epoch */
export const today = Date.UTC(2026, 5, 1)

export const keyOf = (customerId: number): typeof key => ({ ...key, customerId })

/** A Linked of this customer, whose membership ends as this text says. */
export const linkedUntil = (customerId: number, membershipExpiryDate: string, details: object = {}): string =>
  body({
    root: { eventId: `linked-${customerId}`, createdAt: Date.UTC(2026, 0, customerId) },
    customer: { customerId },
    details: { membershipExpiryDate, ...details },
  })

/** A reminder of this customer, which announces this end. */
export const reminderOf = (customerId: number, scheduledExpiryDate: string): string =>
  body({
    name: 'supplementaryMembershipExpiryReminder',
    root: { eventId: `reminder-${customerId}`, createdAt: Date.UTC(2026, 1, customerId) },
    customer: { customerId },
    data: { scheduledExpiryDate, customerPartnerProgramDetails: undefined },
  })

/** A Delinked of this customer. */
export const delinked = (customerId: number): string =>
  body({
    name: 'partnerProgramDelinked',
    root: { eventId: `delinked-${customerId}`, createdAt: Date.UTC(2026, 2, customerId) },
    customer: { customerId },
    data: { customerPartnerProgramDetails: undefined },
  })

/**
 * Deliveries of six members as they came: 1 ends at an instant in the past, 2 at a text that nobody can read, 3 with a bare day,
 * 4 at a time of day of the first of June, 5 was delinked, 6 was reminded of an end in the past.
 */
export const deliveries: readonly string[] = [
  linkedUntil(1, '2026-03-31T23:59:59+05:30'),
  linkedUntil(2, 'end of season'),
  linkedUntil(3, '2026-12-31'),
  linkedUntil(4, '2026-06-01 18:00:00'),
  linkedUntil(5, '2026-12-31 09:00:00'),
  delinked(5),
  linkedUntil(6, '2026-12-31'),
  reminderOf(6, '2026-04-30T00:00:00Z'),
]
