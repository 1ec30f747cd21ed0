import type { Membership, Projection } from '@partner-ledger/core'
import { evolve, initial } from '@partner-ledger/core/membership'

/** Every membership of an organisation, by what stands for it. A big fold of a host's own keeps one map. */
export const membershipsOf = (): Projection<Map<string, Membership>> => ({
  initial: new Map(),
  evolve: (memberships, event) => {
    const key = `${event.loyaltyProgramId}/${event.partnerProgramId}/${event.customerId}`
    return memberships.set(key, evolve(memberships.get(key) ?? initial(event), event))
  },
})
