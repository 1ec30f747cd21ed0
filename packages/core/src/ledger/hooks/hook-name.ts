import { type Transition, transitionNames } from '../../membership/transitions.js'

/** What can be listened for: the transitions of memberships, and what else happens to the log. */
export type HookName = Transition | OtherHook

export type OtherHook = (typeof otherHooks)[number]

const otherHooks = ['recorded', 'quarantined', 'discarded', 'forgotten', 'expired', 'error'] as const

export const hookNames: readonly HookName[] = [...transitionNames, ...otherHooks]
