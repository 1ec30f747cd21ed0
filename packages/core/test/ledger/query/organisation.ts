import { foldMembership, type Membership, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import type { EventStore, LedgerStore } from '@partner-ledger/core/store'

import { compareKeys, type MembershipKey } from '../../../src/membership/key.js'
import { membershipStream, tenantOf } from '../../../src/ledger/log/stream-names.js'
import { toRecord } from '../../../src/ledger/log/event-record.js'

export const orgId = 50191

/** 2024-03-10T12:00:00Z, ms since epoch. */
export const noon = Date.UTC(2024, 2, 10, 12)

/** A Linked of this customer, an hour before noon, with what is stated. */
export const linked = (customerId: number, stated: object = {}, details: object = {}): PartnerProgramEvent => ({
  type: 'partnerProgramLinked',
  ...keyOf(customerId),
  eventId: `linked-${customerId}`,
  occurredAt: noon - 3_600_000,
  details,
  ...stated,
})

export const delinked = (customerId: number, occurredAt: number): PartnerProgramEvent => ({
  type: 'partnerProgramDelinked',
  ...keyOf(customerId),
  eventId: `delinked-${customerId}`,
  occurredAt,
})

export const keyOf = (customerId: number): MembershipKey => ({
  orgId,
  loyaltyProgramId: 855,
  partnerProgramId: 25,
  customerId,
})

/** Appends the events as they come, past every ledger. */
export const record = async (store: EventStore, events: readonly PartnerProgramEvent[]): Promise<void> => {
  for (const event of events) {
    const append = { stream: membershipStream(event), expected: 'any', event: toRecord(event) } as const
    const stored = await store.append(tenantOf(event.orgId), [append])
    if (stored._tag === 'Left') throw new Error(stored.left._tag)
  }
}

/** Every membership of the organisation, folded from all of its events at once, in the order of keys. */
export const foldedMemberships = (events: readonly PartnerProgramEvent[], org: number): readonly Membership[] => {
  const streams = new Map<string, PartnerProgramEvent[]>()
  for (const event of events.filter((one) => one.orgId === org)) {
    const stream = streams.get(membershipStream(event)) ?? []
    streams.set(membershipStream(event), stream)
    if (!stream.some(({ eventId }) => eventId === event.eventId)) stream.push(event)
  }
  return [...streams.values()]
    .flatMap((stream) => stream.slice(0, 1).map((first) => foldMembership(first, stream)))
    .sort((a, b) => compareKeys(a.key, b.key))
}

/** The store without what it brings beside the log. */
export const bare = (store: LedgerStore): EventStore => {
  const { index: _, ...events } = store
  return events
}
