import type { Attempt, Told } from './attempt.js'
import type { FinalLog } from '../history.js'
import { type LogPosition, placeKey, type RunId } from '../record.js'
import type { Invented, Lost } from './violation.js'

/** Events that the subscription's handler never completed. */
export const lost = ({ subscription, attempts }: Told, log: FinalLog): readonly Lost[] => {
  const done = new Set(attempts.filter(isCompleted).map(placeKey))
  const runsAt = (place: LogPosition): readonly RunId[] =>
    attempts.filter((attempt) => placeKey(attempt) === placeKey(place)).map(({ run }) => run)
  return log.entries
    .filter((entry) => !done.has(placeKey(entry)))
    .map((entry) => ({ _tag: 'lost', subscription, ...entry, runs: runsAt(entry) }))
}

/** Deliveries of what was not recorded at their place. */
export const invented = ({ subscription, attempts }: Told, log: FinalLog): readonly Invented[] =>
  attempts.flatMap(({ run, tenant, position, id }) =>
    log.at({ tenant, position })?.id === id ? [] : [{ _tag: 'invented', subscription, run, tenant, position, id }],
  )

const isCompleted = ({ completed }: Attempt): boolean => completed !== undefined
