import {
  evolve,
  foldMembership,
  isLate,
  type Membership,
  type MembershipKey,
  needsRefold,
  type PartnerProgramEvent,
} from '@partner-ledger/core/membership'

/** What the laws are about: ours, and the broken ones of `sabotage/`. */
export interface Folding {
  readonly fold: (key: MembershipKey, events: Iterable<PartnerProgramEvent>) => Membership
  readonly evolve: (membership: Membership, event: PartnerProgramEvent) => Membership
  readonly isLate: (membership: Membership, event: PartnerProgramEvent) => boolean
  readonly needsRefold: (membership: Membership, event: PartnerProgramEvent) => boolean
}

export const ours: Folding = { fold: foldMembership, evolve, isLate, needsRefold }
