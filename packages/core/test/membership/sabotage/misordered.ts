import { evolve, initial, type PartnerProgramEvent } from '@partner-ledger/core/membership'

import { ofKey } from '../../../src/membership/fold.js'
import { compareFoldOrder, foldOrder, inEventOrder } from '../../../src/membership/order.js'
import { factsIn } from '../../../src/membership/twins.js'
import { type Folding, ours } from '../folding.js'

/** Folds of the right steps in a wrong order, or with the wrong copy of an event. */
type Arrange = (events: readonly PartnerProgramEvent[]) => readonly PartnerProgramEvent[]

const arrangedBy = (arrange: Arrange): Folding => ({
  ...ours,
  fold: (key, events) => {
    const facts = factsIn(inEventOrder(ofKey(key, events)))
    const folded = new Map(facts.map((fact) => [fact.event, fact.folded]))
    const twins = new Set<PartnerProgramEvent>(facts.flatMap((fact) => fact.twins))
    const own = [...ofKey(key, events)].filter((event) => !twins.has(event))
    return arrange(own.map((event) => folded.get(event) ?? event)).reduce(evolve, initial(key))
  },
})

const byId = (events: readonly PartnerProgramEvent[]): Map<string, PartnerProgramEvent> =>
  new Map(events.map((event) => [event.eventId, event]))

const sorted = (events: Iterable<PartnerProgramEvent>): readonly PartnerProgramEvent[] =>
  [...events].sort((a, b) => compareFoldOrder(foldOrder(a), foldOrder(b)))

export const arrivalOrder = arrangedBy((events) => [...byId(events).values()])

export const lastCopyWins = arrangedBy((events) => sorted(byId(events).values()))

export const firstCopyWins = arrangedBy((events) => sorted(byId(events.toReversed()).values()))

/** Right of any order of one set, and still not what the design says. */
export const greatestCopyWins = arrangedBy((events) => sorted(byId(sorted(events)).values()))

export const noDedupe = arrangedBy(sorted)

export const remembersOneId = arrangedBy((events) =>
  sorted(events.filter((event, index) => events[index - 1]?.eventId !== event.eventId)),
)

/** A total order of ids, only not that of code units. */
export const localeOrder = arrangedBy((events) =>
  inEventOrder(events).toSorted(
    (a, b) =>
      a.occurredAt - b.occurredAt ||
      foldOrder(a).rank - foldOrder(b).rank ||
      a.eventId.localeCompare(b.eventId, 'en') ||
      compareFoldOrder(foldOrder(a), foldOrder(b)),
  ),
)

/** The link before the delink of one instant. */
export const reversedRanks = arrangedBy((events) =>
  inEventOrder(events).toSorted(
    (a, b) =>
      a.occurredAt - b.occurredAt ||
      foldOrder(b).rank - foldOrder(a).rank ||
      compareFoldOrder(foldOrder(a), foldOrder(b)),
  ),
)

export const foldsStrangers: Folding = {
  ...ours,
  fold: (key, events) =>
    factsIn(inEventOrder(events)).reduce((membership, { folded }) => evolve(membership, folded), initial(key)),
}

/** Looks at ids before it looks at keys. */
export const strangersHideOwn: Folding = {
  ...ours,
  fold: (key, events) => [...ofKey(key, inEventOrder(events))].reduce(evolve, initial(key)),
}
