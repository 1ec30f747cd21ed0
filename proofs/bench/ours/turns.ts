import { deliveries } from '@partner-ledger/core/testing'

/** What turns are made of: bodies that come first and are not measured, then as many for each turn. */
export interface Turns {
  readonly first: readonly string[]
  /** The bodies of the next turn, new ones each time. */
  next(): readonly string[]
}

/**
 * A story without repetitions, cut into turns. The members' links come first, so that turns meet streams which are there
 * already, as most deliveries do.
 */
export const turnsOf = ({ members, each, turns }: TurnShape): Turns => {
  const events = 1 + Math.ceil((each * turns) / members)
  const everyDays = Math.max(1, Math.min(30, Math.floor(pastDays / events)))
  const bodies = [...deliveries({ memberships: members, events, everyDays, duplicates: 0 })]
  let from = members
  return {
    first: bodies.slice(0, members),
    next: () => {
      const turn = bodies.slice(from, from + each)
      from += each
      if (turn.length < each) throw new Error('more turns were taken than there were to be')
      return turn
    },
  }
}

/** A story that begins in 2020 stays in the past for so long: what lies in the future is kept apart. */
const pastDays = 2_000

export interface TurnShape {
  readonly members: number
  /** Bodies of one turn. */
  readonly each: number
  readonly turns: number
}
