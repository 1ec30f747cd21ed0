import type { PartnerProgramEvent } from '../../src/membership/event.js'
import { evolve } from '../../src/membership/evolve.js'
import { foldMembership, isLate, needsRefold } from '../../src/membership/fold.js'
import type { MembershipKey } from '../../src/membership/key.js'
import type { Membership } from '../../src/membership/membership.js'

/** What the laws are about: ours, and the broken ones of `sabotage/`. */
export interface Folding {
  readonly fold: (key: MembershipKey, events: Iterable<PartnerProgramEvent>) => Membership
  readonly evolve: (membership: Membership, event: PartnerProgramEvent) => Membership
  readonly isLate: (membership: Membership, event: PartnerProgramEvent) => boolean
  readonly needsRefold: (membership: Membership, event: PartnerProgramEvent) => boolean
}

export const ours: Folding = { fold: foldMembership, evolve, isLate, needsRefold }
