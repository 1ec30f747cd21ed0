import type { Goal, Unit } from './figure.js'
import { ratiosOf, type Spread, spreadOf } from './spread.js'

/** What came out for one figure. */
export interface Measured {
  readonly name: string
  readonly title: string
  readonly unit: Unit
  readonly note?: string
  readonly rounds: number
  readonly ours: Spread
  /** Ours against ours in the same rounds: what lies within it is no difference. */
  readonly noise: Spread
  readonly rivals: readonly Rival[]
  /** What is asked of our cost alone, if anything. */
  readonly most?: number
}

/** The limit or a peer, next to ours. */
export type Rival = Ran | Missing

export interface Ran {
  readonly _tag: 'Ran'
  readonly role: 'limit' | 'peer'
  readonly name: string
  readonly cost: Spread
  /** Ours over theirs where ours is to stay within; theirs over ours where ours is to be faster. */
  readonly ratio: Spread
  readonly reads: 'within' | 'faster'
  readonly goal?: number
}

export interface Missing {
  readonly _tag: 'Missing'
  readonly role: 'limit' | 'peer'
  readonly name: string
  readonly reason: string
  readonly goal?: number
}

/** The rival's cost beside ours, read in the direction of the goal that names it. */
export const rivalOf = (
  role: Ran['role'],
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  goals: readonly Goal[],
): Ran => {
  const goal = goalAgainst(name, goals)
  const reads = goal === undefined ? (role === 'limit' ? 'within' : 'faster') : goal.reads
  const ratio = reads === 'within' ? ratiosOf(ours, theirs) : ratiosOf(theirs, ours)
  return {
    _tag: 'Ran',
    role,
    name,
    cost: spreadOf(theirs),
    ratio: spreadOf(ratio),
    reads,
    ...(goal === undefined ? {} : { goal: goal.figure }),
  }
}

export const missing = (role: Missing['role'], name: string, reason: string, goals: readonly Goal[]): Missing => {
  const goal = goalAgainst(name, goals)
  return { _tag: 'Missing', role, name, reason, ...(goal === undefined ? {} : { goal: goal.figure }) }
}

/** Whether the rival's goal is reached; `undefined` where there is none, or where the rival did not run. */
export const isMet = (rival: Rival): boolean | undefined => {
  if (rival._tag === 'Missing' || rival.goal === undefined) return undefined
  return rival.reads === 'within' ? rival.ratio.median <= rival.goal : rival.ratio.median >= rival.goal
}

const goalAgainst = (
  name: string,
  goals: readonly Goal[],
): { readonly reads: Ran['reads']; readonly figure: number } | undefined => {
  for (const goal of goals) {
    if (goal._tag === 'Within' && goal.of === name) return { reads: 'within', figure: goal.ratio }
    if (goal._tag === 'Faster' && goal.than === name) return { reads: 'faster', figure: goal.times }
  }
  return undefined
}
