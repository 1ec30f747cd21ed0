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
