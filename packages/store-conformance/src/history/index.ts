export { checkHistory } from './check-history.js'
export type { DeliveryPromise, HistoryReport } from './check-history.js'
export type { HistoryCounts } from './count.js'
export type { History, Logged } from './history.js'
export { historyText } from './history-text.js'
export type {
  Acknowledged,
  Checkpointed,
  Handled,
  HistoryRecord,
  Moved,
  Place,
  RunId,
  Sent,
  Started,
} from './record.js'
export type {
  Doubled,
  DoubledReason,
  Invented,
  Lost,
  RecordedTwice,
  Reordered,
  StaleCheckpoint,
  Unrecorded,
  Violation,
} from './violation.js'
export { violationNames } from './violation.js'
export type { Following, FollowWith } from './following.js'
export type { HistoryOptions } from './history-options.js'
export type { Effect, HistorySubject, StoreInHistory } from './history-subject.js'
export type { PlayerScript } from './forked-player.js'
export type { SubscriberPart } from './part.js'
export { runHistory } from './run-history.js'
export type { HistoryRun } from './run-history.js'
export { takePart } from './take-part.js'
export type { Props } from './stage.js'
