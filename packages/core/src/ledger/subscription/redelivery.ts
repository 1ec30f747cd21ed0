import type { Either } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../store/store-error.js'
import type { ParkedPlace } from './parked.js'
import type { NoSuchParked, SubscriptionNotActive, PoisonEvent } from './subscription-errors.js'

/** Why a parked delivery stays parked. */
export type RedeliverError = StoreError | NoSuchParked | SubscriptionNotActive | PoisonEvent

/** A wish to have a parked delivery handed over once more, by the run that works. */
export interface Redelivery {
  readonly at: ParkedPlace
  readonly answer: (answer: Either<RedeliverError, void>) => void
}
