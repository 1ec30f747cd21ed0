export { createLedger } from './ledger/create-ledger.js'
export type { Ledger } from './ledger/ledger.js'
export type { InvalidOption } from './failure/invalid-option.js'
export type { LedgerLimits, LedgerOptions } from './ledger/options.js'
export type { IngestLimits } from './ledger/ingest/ingest-context.js'
export type { UnknownEvents } from './ledger/ingest/ingest-context.js'
export type { IngestCounters } from './ledger/ingest/ingest-counters.js'
export type { QuarantineLimits } from './ledger/quarantine/quarantine-limits.js'
export type { AsOf } from './ledger/read/known-at.js'
export type { ProjectionFailed } from './failure/projection-failed.js'
export type { EventCorrection, StoredEvent } from './ledger/read/read.js'
export type { RedecodeOptions, RedecodeScope } from './ledger/redecode/redecode.js'
export type {
  RedecodedEvent,
  RedecodedMembership,
  RedecodePlan,
  RedecodeProgress,
} from './ledger/redecode/redecode-plan.js'
export type { ReplayOptions } from './ledger/read/replay.js'
export type { Change } from './ledger/change/change.js'
export type { ForgetOptions, ForgetReceipt } from './ledger/forget/forget.js'
export type { ForgottenPerson } from './ledger/forget/list-forgotten.js'
export type { Person } from './ledger/forget/person.js'
export type { PersonForgotten } from './ledger/log/person-forgotten.js'
export type { MembershipExpired } from './ledger/log/notice.js'
export type { HistoryEntry, HistoryTwin, MembershipHistory } from './ledger/read/history.js'
export type { ExpireOptions, ExpirySummary, OrganisationFailure } from './ledger/expiry/expire-due.js'
export type { WatchOptions } from './ledger/expiry/watch-expiry.js'
export type {
  ChangeUnavailable,
  ExpiryFailed,
  HookFailure,
  ListenerOverflow,
  ListenerFailed,
} from './ledger/hooks/hook-failure.js'
export type { HookPayloads, Listener } from './ledger/hooks/hook.js'
export type { HookName } from './ledger/hooks/hook-name.js'
export type { TooManyListeners } from './failure/too-many-listeners.js'
export type { ListenOptions } from './ledger/hooks/hooks.js'
export type { IndexProgress } from './ledger/query/index-catch-up.js'
export type { IndexReport } from './ledger/query/verify-index.js'
export type { MembershipCount } from './ledger/query/membership-counts.js'
export type { LocalDays, MembershipQuery } from './ledger/query/membership-query.js'
export type { MembershipPage, PageOptions, QueryOptions } from './ledger/query/memberships.js'
export type { LogEntry, Logger } from './ledger/logger.js'
export type { IngestOptions } from './ledger/ingest/ingest.js'
export { ndjson } from './ledger/ingest/ndjson.js'
export type { ByteChunks } from './ledger/ingest/ndjson.js'
export type { WebhookBodies } from './ledger/ingest/body-groups.js'
export type { IngestSummary, SourceFailed } from './failure/source-failed.js'
export type { IngestManyOptions } from './ledger/ingest/ingest-many.js'
export { orThrow } from './ledger/or-throw.js'
export type {
  ListOptions,
  Quarantine,
  QuarantineEntryDetails,
  QuarantinePage,
  RedriveAllOptions,
  RedriveSummary,
} from './ledger/ingest/quarantine.js'
export type { QuarantineEntry } from './ledger/quarantine/quarantine-entry.js'
export type { Duplicate, Ignored, Receipt, Recorded, Refused } from './ledger/ingest/receipt.js'
export type { EntryDiscarded, Quarantined, QuarantineReason } from './ledger/quarantine/quarantined.js'
export type {
  NoSuchEntry,
  RedriveOptions,
  RedriveOutcome,
  Redriven,
  StillQuarantined,
} from './ledger/ingest/redrive.js'
export type { ChangeDelivery, Delivery, DeliverySource } from './ledger/subscription/delivery.js'
export type {
  DeliveryInFlight,
  SubscriptionEnd,
  SubscriptionPhase,
} from './ledger/subscription/subscription-context.js'
export type { OrganisationStatus, SubscriptionStatus } from './ledger/subscription/status.js'
export type { KnownSubscription } from './ledger/subscription/known-subscriptions.js'
export type { Parked, ParkedPlace, RedeliverError } from './ledger/subscription/parked.js'
export type { ParkedDeliveries } from './ledger/subscription/parked-deliveries.js'
export type { ResetError, ResetOptions } from './ledger/subscription/reset.js'
export type { RetryPolicy } from './ledger/subscription/back-off.js'
export type { Subscription } from './ledger/subscription/subscription.js'
export type {
  CheckpointBeyondHead,
  EpochChanged,
  NoSuchParked,
  SubscriptionNotActive,
  PoisonEvent,
  SubscriptionBusy,
  SubscriptionError,
} from './failure/subscription-errors.js'
export type { HandlerFailed, SubscriptionWarning } from './ledger/subscription/subscription-warning.js'
export type {
  DeliveryHandler,
  HandlingContext,
  SubscriptionOptions,
} from './ledger/subscription/subscription-options.js'
export { sameFact } from './ledger/ingest/same-fact.js'
export type { RecordedFact } from './ledger/ingest/same-fact.js'

export { endOfDay } from './membership/end-of-day.js'
export type { PartnerProgramEvent } from './membership/event.js'
export { foldMembership } from './membership/fold.js'
export { membershipKey } from './membership/key.js'
export type { MembershipKey } from './membership/key.js'
export type { Membership } from './membership/membership.js'
export type { Projection } from './membership/projection.js'
export { standing } from './membership/standing.js'
export type { Standing } from './membership/standing.js'
export type { Transition } from './membership/transitions.js'
export { zone } from './membership/zone.js'
export type { UnknownZone } from './failure/unknown-zone.js'
export type { Zone } from './membership/zone.js'

export { isLedgerError, LedgerError } from './failure/ledger-error.js'
export type { LedgerFailure } from './failure/ledger-failure.js'
export type { Answer } from './store/answer.js'
export type { LedgerStore } from './store/ledger-store.js'
export type { StoreError } from './failure/store-error.js'

export { copyLog } from './transfer/copy-log.js'
export type { CopyOptions } from './transfer/copy-log.js'
export type { CopyReport } from './transfer/copy-report.js'
export { exportLog } from './transfer/export-log.js'
export type { ExportOptions, ExportProgress } from './transfer/export-log.js'
export { importLog } from './transfer/import-log.js'
export type { ImportError, ImportOptions } from './transfer/import-log.js'

export { decodeWebhook } from './webhook/decode.js'
export type { UndecodableWebhook } from './failure/undecodable-webhook.js'
export type { DecodedWebhook } from './webhook/decode.js'
export type { DecodeOptions } from './webhook/options.js'
