import type { Either } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../failure/store-error.js'

/** What every call of a store answers: eager, and never a rejection. */
export type Answer<A> = Promise<Either<StoreError, A>>
