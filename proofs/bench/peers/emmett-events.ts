import { decodeWebhook, type Membership, type MembershipKey, type PartnerProgramEvent } from '@partner-ledger/core'
import { evolve } from '@partner-ledger/core/membership'
import type { SQLiteEventStore } from '@event-driven-io/emmett-sqlite'

/** Fills Emmett's store with the events of the bodies, decoded beforehand, as many of a stream at once as it likes. */
export const tell = async (store: SQLiteEventStore, bodies: Iterable<string>): Promise<void> => {
  for (const [stream, events] of byStream(bodies))
    for (let from = 0; from < events.length; from += most)
      await store.appendToStream(
        stream,
        events.slice(from, from + most).map((event) => ({ type: event.type, data: { ...event } })),
      )
}

/** More than that in one call are more parameters than its statement may have. */
const most = 100

export const streamOf = ({ loyaltyProgramId, partnerProgramId, customerId }: MembershipKey): string =>
  `membership-${loyaltyProgramId}-${partnerProgramId}-${customerId}`

/** The fold as Emmett calls it. */
export const evolveData = (membership: Membership, { data }: { readonly data: object }): Membership =>
  evolve(membership, data as PartnerProgramEvent)

const byStream = (bodies: Iterable<string>): ReadonlyMap<string, readonly PartnerProgramEvent[]> => {
  const streams = new Map<string, PartnerProgramEvent[]>()
  for (const body of bodies) {
    const decoded = decodeWebhook(body)
    if (decoded._tag === 'Left') throw new Error('a delivery of the bench is not decoded')
    const { event } = decoded.right
    const known = streams.get(streamOf(event))
    if (known === undefined) streams.set(streamOf(event), [event])
    else known.push(event)
  }
  return streams
}
