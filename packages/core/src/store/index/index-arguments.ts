import { checkLimit, checkName, checkWhole } from '../arguments.js'
import type { StreamName, Tenant } from '../event.js'
import { storeLimits } from '../limits.js'
import type { IndexStep } from './membership-index.js'
import { type InvalidArgument, invalidArgument, type TooLarge } from '../store-error.js'

type Fault = InvalidArgument | TooLarge | undefined

/** The fault of an `apply`: a step goes forward, from 0 or more. Its rows are the ledger's own and are not looked at. */
export const checkStep = (tenant: Tenant, { from, to, fold }: IndexStep): Fault =>
  checkName('tenant', tenant) ??
  checkWhole('from', from, 0) ??
  checkWhole('to', to, from + 1) ??
  checkWhole('fold', fold, 1)

/** The fault of a `get`. */
export const checkStreams = (tenant: Tenant, streams: readonly StreamName[]): Fault =>
  checkName('tenant', tenant) ??
  (streams.length > storeLimits.readEvents
    ? invalidArgument('streams', `at most ${storeLimits.readEvents} streams`)
    : undefined)

/** The fault of a `find`. */
export const checkFind = (tenant: Tenant, limit: number): Fault => checkName('tenant', tenant) ?? checkLimit(limit)
