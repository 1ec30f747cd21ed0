import type { RecordedMillis } from './recorded-content.js'

/** One of several events with the same fact key. The lower `rank` is the stronger. */
export interface Candidate {
  readonly rank: number
  readonly millis: RecordedMillis
}

/** Finds the strongest of the candidates that were added whose milliseconds are equal to these wherever both state them. */
export interface CandidateIndex<C extends Candidate> {
  /** Candidates must be added from the strongest down. */
  add(candidate: C): void
  strongest(millis: RecordedMillis): C | undefined
}

/** Each call takes constant time, however many candidates there are. */
export const candidateIndex = <C extends Candidate>(): CandidateIndex<C> => {
  const first = new Map<string, C>()
  return {
    add: (candidate) => {
      const { tier, membership } = candidate.millis
      for (const key of [both(tier, membership), tierOnly(tier), membershipOnly(membership), any])
        if (!first.has(key)) first.set(key, candidate)
    },
    strongest: (millis) => {
      let found: C | undefined
      for (const key of keysFor(millis)) {
        const one = first.get(key)
        if (one !== undefined && (found === undefined || one.rank < found.rank)) found = one
      }
      return found
    },
  }
}

type Item = RecordedMillis['tier']

const both = (tier: Item, membership: Item): string => `both ${tier} ${membership}`
const tierOnly = (tier: Item): string => `tier ${tier}`
const membershipOnly = (membership: Item): string => `membership ${membership}`
const any = 'any'

/** What is not stated agrees with everything. */
const keysFor = ({ tier, membership }: RecordedMillis): readonly string[] => {
  if (tier === undefined)
    return membership === undefined ? [any] : [membershipOnly(membership), membershipOnly(undefined)]
  if (membership === undefined) return [tierOnly(tier), tierOnly(undefined)]
  return [both(tier, membership), both(tier, undefined), both(undefined, membership), both(undefined, undefined)]
}
