import { type InvalidArgument, invalidArgument, type TooLarge } from '../../failure/store-error.js'
import { checkLimit, checkMark, checkName, checkWhole } from '../arguments.js'
import type { StreamName, Tenant } from '../event.js'
import { storeLimits } from '../limits.js'
import type { IndexStep } from './membership-index.js'

type Fault = InvalidArgument | TooLarge | undefined

/** The fault of an `apply`: a step goes forward. Its rows are the ledger's own and are not looked at. */
export const checkStep = (tenant: Tenant, { from, to, foldVersion }: IndexStep): Fault =>
  checkName('tenant', tenant) ??
  (from.position === 0 && from.epoch === '' ? undefined : checkMark('from', from)) ??
  checkMark('to', to) ??
  checkWhole('to.position', to.position, from.position + 1) ??
  checkWhole('foldVersion', foldVersion, 1)

/** The fault of a `get`. */
export const checkRowStreams = (tenant: Tenant, streams: readonly StreamName[]): Fault =>
  checkName('tenant', tenant) ??
  (streams.length > storeLimits.readEvents
    ? invalidArgument('streams', `at most ${storeLimits.readEvents} streams`)
    : undefined)

/** The fault of a `find`. */
export const checkFind = (tenant: Tenant, limit: number): Fault => checkName('tenant', tenant) ?? checkLimit(limit)
