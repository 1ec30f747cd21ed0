import type { ApplyRefused } from './apply-refused.js'
import type { CannotOpen } from './cannot-open.js'
import type { InvalidOption } from './invalid-option.js'
import type { ProjectionFailed } from './projection-failed.js'
import type { SourceFailed } from './source-failed.js'
import type { StoreError } from './store-error.js'
import type {
  CheckpointBeyondHead,
  EpochChanged,
  NoSuchParked,
  PoisonEvent,
  SubscriptionBusy,
  SubscriptionNotActive,
} from './subscription-errors.js'
import type { TooManyListeners } from './too-many-listeners.js'
import type { InvalidLine, TruncatedExport } from './transfer-errors.js'
import type { UndecodableWebhook } from './undecodable-webhook.js'
import type { UnknownZone } from './unknown-zone.js'

/**
 * Every failure that a public call of any package returns on the left or throws in a `LedgerError`. The union is closed: a
 * `switch` over `_tag` that names all of them needs no default. What only hooks report (`HookFailure`) is not in it.
 */
export type LedgerFailure =
  | StoreError
  | CannotOpen
  | InvalidOption
  | TooManyListeners
  | ApplyRefused
  | EpochChanged
  | CheckpointBeyondHead
  | PoisonEvent
  | SubscriptionBusy
  | SubscriptionNotActive
  | NoSuchParked
  | SourceFailed
  | ProjectionFailed
  | InvalidLine
  | TruncatedExport
  | UnknownZone
  | UndecodableWebhook
