import type { PartnerProgramEvent } from './event.js'
import { compareText, rankOf } from './order.js'
import { areOfOneMoment, isDerived } from './twins.js'

/**
 * Events that are folded in one step: a single one, or all events of one moment and type where one of them has a derived id,
 * since some of those may be twins.
 */
export type Run = readonly PartnerProgramEvent[]

/** Splits events into runs. The events must be sorted. */
export const runsOf = (sorted: readonly PartnerProgramEvent[]): readonly Run[] => {
  const moments: PartnerProgramEvent[][] = []
  for (const event of sorted) {
    const moment = moments.at(-1)
    if (moment?.[0] !== undefined && areOfOneMoment(moment[0], event)) moment.push(event)
    else moments.push([event])
  }
  return moments.flatMap((moment) => (moment.some(isDerived) ? [moment] : moment.map((event) => [event])))
}

/** Where a run comes into a list of runs: in place of those from `from` up to `to`, which is not one of them. */
export interface Insertion {
  readonly from: number
  readonly to: number
  readonly run: Run
}

/** Where an event comes into the runs that are sorted. */
export const insertionOf = (runs: readonly { readonly run: Run }[], event: PartnerProgramEvent): Insertion => {
  const from = firstIndex(runs, (other) => compareMoments(other, event) >= 0)
  const [atMoment] = runs[from]?.run ?? []
  if (atMoment === undefined || !areOfOneMoment(atMoment, event)) return { from, to: from, run: [event] }
  const moment = runs[from]?.run ?? []
  // Where one id of the moment is derived, its events are one run.
  if (!isDerived(event) && !moment.some(isDerived)) {
    const index = firstIndex(
      runs,
      (other) => (compareMoments(other, event) || compareText(other.eventId, event.eventId)) > 0,
    )
    return { from: index, to: index, run: [event] }
  }
  const to = firstIndex(runs, (other) => compareMoments(other, event) > 0)
  const run = [...runs.slice(from, to).flatMap((one) => one.run), event]
  return { from, to, run: run.sort((a, b) => compareText(a.eventId, b.eventId)) }
}

const compareMoments = (a: PartnerProgramEvent, b: PartnerProgramEvent): number =>
  a.occurredAt - b.occurredAt || rankOf(a.type) - rankOf(b.type)

/** The first run of which the first event satisfies this, by binary search. */
const firstIndex = (
  runs: readonly { readonly run: Run }[],
  isAfter: (first: PartnerProgramEvent) => boolean,
): number => {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const first = runs[middle]?.run[0]
    if (first !== undefined && !isAfter(first)) low = middle + 1
    else high = middle
  }
  return low
}
