import { limitFault, nameFault, wholeFault } from './arguments.js'
import type { StreamName, Tenant } from './event.js'
import { storeLimits } from './limits.js'
import type { IndexStep } from './membership-index.js'
import { type InvalidArgument, invalidArgument, type TooLarge } from './store-error.js'

type Fault = InvalidArgument | TooLarge | undefined

/** The fault of an `apply`: a step goes forward, from 0 or more. Its rows are the ledger's own and are not looked at. */
export const stepFault = (tenant: Tenant, { from, to, fold }: IndexStep): Fault =>
  nameFault('tenant', tenant) ??
  wholeFault('from', from, 0) ??
  wholeFault('to', to, from + 1) ??
  wholeFault('fold', fold, 1)

/** The fault of a `get`. */
export const streamsFault = (tenant: Tenant, streams: readonly StreamName[]): Fault =>
  nameFault('tenant', tenant) ??
  (streams.length > storeLimits.readEvents
    ? invalidArgument('streams', `at most ${storeLimits.readEvents} streams`)
    : undefined)

/** The fault of a `find`. */
export const findFault = (tenant: Tenant, limit: number): Fault => nameFault('tenant', tenant) ?? limitFault(limit)
