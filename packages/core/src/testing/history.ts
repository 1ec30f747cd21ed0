import * as fc from 'fast-check'

import type { PartnerProgramEvent } from '../membership/event.js'
import type { MembershipKey } from '../membership/key.js'
import { eventArbitrary, keyArbitrary } from './events.js'
import { redeliveriesArbitrary, withRedeliveries } from './twins.js'

/** All that was recorded of one membership, each id once, in any order of arrival. */
export interface History {
  readonly key: MembershipKey
  readonly events: readonly PartnerProgramEvent[]
}

/** Histories of one membership, of up to `maxEvents` events (12 by default), some of them sent under two ids. */
export const historyArbitrary = ({
  maxEvents = 12,
}: { readonly maxEvents?: number | undefined } = {}): fc.Arbitrary<History> =>
  keyArbitrary.chain((key) =>
    fc
      .tuple(
        fc.uniqueArray(eventArbitrary(fc.constant(key)), {
          maxLength: maxEvents,
          selector: ({ eventId }) => eventId,
          size: 'max',
        }),
        redeliveriesArbitrary,
      )
      .map(([events, redeliveries]) => ({ key, events: withRedeliveries(events, redeliveries).slice(0, maxEvents) })),
  )

/** The same deliveries as they may arrive: in any order, each one to three times. */
export const deliveriesArbitrary = <E>(events: readonly E[]): fc.Arbitrary<readonly E[]> =>
  fc
    .tuple(...events.map((event) => fc.integer({ min: 1, max: 3 }).map((times) => Array<E>(times).fill(event))))
    .map((copies) => copies.flat())
    .chain((copies) => fc.shuffledSubarray(copies, { minLength: copies.length }))
