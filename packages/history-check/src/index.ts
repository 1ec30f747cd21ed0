export type { History, Logged } from './history.js'
export type {
  Acknowledged,
  Awaited,
  Checkpointed,
  Handled,
  HistoryRecord,
  LogPosition,
  ProcessEvent,
  ProcessId,
  Sent,
  Started,
} from './record.js'
export type { ProcessScript } from './run/forked-process.js'
export type { HistoryOptions } from './run/history-options.js'
export type { Effect, HistorySubject, StoreInHistory } from './run/history-subject.js'
export type { SubscriberJob } from './run/job.js'
export { runHistory } from './run/run-history.js'
export type { HistoryRun } from './run/run-history.js'
export { runProcess } from './run/run-process.js'
export type { RunningSubscription, SubscribeContext } from './run/subscribe.js'
export type { SubscriberOptions } from './run/subscriber-options.js'
export { checkHistory } from './verdict/check-history.js'
export type { DeliveryPromise, HistoryReport } from './verdict/check-history.js'
export type { HistoryCounts } from './verdict/counts.js'
export { historyText } from './verdict/history-text.js'
export type {
  Duplicated,
  DuplicateReason,
  DuplicateWrite,
  Lost,
  LostWakeup,
  LostWrite,
  Reordered,
  StaleCheckpoint,
  Unexpected,
  Violation,
} from './verdict/violation.js'
export { violationNames } from './verdict/violation.js'
