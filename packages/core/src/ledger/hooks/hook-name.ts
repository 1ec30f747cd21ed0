import { type Transition, transitionNames } from '../../membership/transitions.js'

/** The names of hooks: the transitions of memberships, and other events of the ledger. */
export type HookName = Transition | OtherHook

export type OtherHook = (typeof otherHooks)[number]

const otherHooks = ['recorded', 'quarantined', 'discarded', 'forgotten', 'expired', 'error'] as const

export const hookNames: readonly HookName[] = [...transitionNames, ...otherHooks]
