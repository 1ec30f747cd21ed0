import { right } from 'fp-ts/lib/Either.js'

import type { Membership } from '../../membership/membership.js'
import { standing } from '../../membership/standing.js'
import type { Zone } from '../../membership/zone.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import { isOfSameEnd, readNoticedEnds } from '../log/notice.js'
import type { RedecodedMembership } from './redecode-plan.js'
import type { RedecodedStream } from './redecode-stream.js'

/** With what standings are worked out. */
export interface StandingContext {
  readonly events: EventStore
  /** ms since epoch */
  readonly clock: () => number
  readonly zoneOf: (orgId: number) => Zone
}

/** What the corrections of a stream would change of its membership, its standing and its notices. */
export const planMembership = async (
  { events, clock, zoneOf }: StandingContext,
  { before, after, events: differing }: RedecodedStream,
): Answer<RedecodedMembership> => {
  const { key } = after
  const [now, zone] = [Math.floor(clock()), zoneOf(key.orgId)]
  const planned = {
    key,
    events: differing,
    before,
    after,
    standing: { before: standing(before, now, zone), after: standing(after, now, zone) },
  }
  const notice = expiredAt(after, now, zone)
  if (notice === undefined) return right(planned)
  const noticed = await readNoticedEnds(events, key)
  if (noticed._tag === 'Left') return noticed
  const due = expiredAt(before, now, zone)
  const ends = due === undefined ? noticed.right.ends : [...noticed.right.ends, due]
  return right(ends.some((end) => isOfSameEnd(end, notice)) ? planned : { ...planned, notice })
}

const expiredAt = (membership: Membership, now: number, zone: Zone): number | undefined => {
  const { link, until } = standing(membership, now, zone)
  return link === 'expired' ? until : undefined
}
