import { left, right } from 'fp-ts/lib/Either.js'

import { namedHeads, readTenantHeads } from '../ledger/log/organisations.js'
import { forgettingRegister } from '../ledger/log/forgetting-register.js'
import { neverRejecting } from '../ledger/calls-in-flight.js'
import type { Answer } from '../store/answer.js'
import type { Tenant } from '../store/event.js'
import type { EventStore } from '../store/event-store.js'
import { invalidArgument } from '../failure/store-error.js'
import { type CopyReport, type CopiedCount, reportWriter } from './copy-report.js'
import { groupWriter } from './group-writer.js'
import { allParts } from './moved.js'
import { countEvents, mismatch, streamProofs } from './proof.js'
import { readMoved } from './read-moved.js'
import { settleStream } from './settle-stream.js'
import { copyArguments, storeArgument, withStore } from './transfer-arguments.js'

/** What of a log is copied, and when copying ends early. */
export interface CopyOptions {
  /** The tenants to copy: organisations by their id as a text, and `quarantine`; all of them by default. */
  readonly tenants?: readonly Tenant[] | undefined
  /** Ends the work between two records; the report is not complete then. */
  readonly signal?: AbortSignal | undefined
  /** Is called after each group of records. */
  readonly onProgress?: ((moved: CopiedCount) => void) | undefined
}

/**
 * Copies a log into another store, up to the heads that it finds, and then holds both against each other. Doing it
 * again is safe and goes on where it was cut off. What is forgotten in either stays forgotten in the target.
 */
export const copyLog = (from: EventStore, to: EventStore, options: CopyOptions = {}): Answer<CopyReport> =>
  neverRejecting(() => copyTenants(from, to, options))

const copyTenants = async (from: EventStore, to: EventStore, options: CopyOptions): Answer<CopyReport> => {
  const source = storeArgument('from', from)
  if (source._tag === 'Left') return source
  const read = withStore('to', to, copyArguments, options)
  if (read._tag === 'Left') return read
  if (from === to) return left(invalidArgument('to', 'another store than `from`'))
  const { tenants, signal } = read.right
  const onProgress: (moved: CopiedCount) => void = read.right.onProgress ?? (() => {})
  const report = reportWriter()
  const target = { events: to, known: forgettingRegister(to) }
  const writer = groupWriter(target, report, onProgress)
  const isAborted = (): boolean => signal?.aborted === true
  const heads = await readTenantHeads(from)
  if (heads._tag === 'Left') return heads
  for (const { tenant, head } of namedHeads(heads.right, tenants)) {
    for await (const moved of readMoved(from, tenant, { after: 0, upTo: head }, allParts)) {
      if (isAborted()) break
      const added = moved._tag === 'Left' ? moved : await writer.add(tenant, moved.right)
      if (added._tag === 'Left') return added
    }
    const flushed = await writer.flush()
    if (flushed._tag === 'Left') return flushed
    let events = 0
    for await (const expected of streamProofs(from, tenant, head, allParts)) {
      if (isAborted()) return right(report.report(false))
      if (expected._tag === 'Left') return expected
      const settled = await settleStream(target, tenant, expected.right, allParts)
      if (settled._tag === 'Left') return settled
      report.streamCompared(settled.right)
      events += expected.right.version
    }
    const count = await countEvents(to, tenant)
    if (count._tag === 'Left') return count
    if (count.right !== events) report.compared([mismatch(tenant, 'events', events, count.right)])
  }
  return right(report.report(!isAborted()))
}
