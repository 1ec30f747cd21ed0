export { checkHistory } from './verdict/check-history.js'
export type { DeliveryPromise, HistoryReport } from './verdict/check-history.js'
export type { HistoryCounts } from './verdict/count.js'
export type { History, Logged } from './history.js'
export { historyText } from './verdict/history-text.js'
export type {
  Acknowledged,
  Checkpointed,
  Handled,
  HistoryRecord,
  Moved,
  LogPosition,
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
} from './verdict/violation.js'
export { violationNames } from './verdict/violation.js'
export type { Following, FollowWith } from './play/following.js'
export type { HistoryOptions } from './play/history-options.js'
export type { Effect, HistorySubject, StoreInHistory } from './play/history-subject.js'
export type { PlayerScript } from './play/forked-player.js'
export type { SubscriberPart } from './play/part.js'
export { runHistory } from './play/run-history.js'
export type { HistoryRun } from './play/run-history.js'
export { takePart } from './play/take-part.js'
export type { Props } from './play/stage.js'
