import type { FinalLog } from '../history.js'
import { type LogPosition, positionKey, type ProcessId } from '../record.js'
import type { Attempt, SubscriptionHistory } from './subscription-history.js'
import type { Lost, Unexpected } from './violation.js'

/** Events that no handler of the subscription completed. */
export const lost = ({ subscription, attempts }: SubscriptionHistory, log: FinalLog): readonly Lost[] => {
  const done = new Set(attempts.filter(isCompleted).map(positionKey))
  const attemptedBy = (position: LogPosition): readonly ProcessId[] =>
    attempts.filter((attempt) => positionKey(attempt) === positionKey(position)).map(({ process }) => process)
  return log.entries
    .filter((entry) => !done.has(positionKey(entry)))
    .map((entry) => ({ _tag: 'lost', subscription, ...entry, processes: attemptedBy(entry) }))
}

/** Deliveries of an event that the log does not have at that position. */
export const unexpected = ({ subscription, attempts }: SubscriptionHistory, log: FinalLog): readonly Unexpected[] =>
  attempts.flatMap(({ process, tenant, position, id }) =>
    log.at({ tenant, position })?.id === id
      ? []
      : [{ _tag: 'unexpected', subscription, process, tenant, position, id }],
  )

const isCompleted = ({ completed }: Attempt): boolean => completed !== undefined
