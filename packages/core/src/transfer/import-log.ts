import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../failure/store-error.js'
import type { InvalidLine, TruncatedExport } from '../failure/transfer-errors.js'
import { neverRejecting } from '../ledger/calls-in-flight.js'
import { type ByteChunks, linesUpTo } from '../ledger/ingest/ndjson.js'
import { forgettingRegister } from '../ledger/log/forgetting-register.js'
import type { Answer } from '../store/answer.js'
import type { EventStore } from '../store/event-store.js'
import { storeLimits } from '../store/limits.js'
import { type CopyReport, type CopiedCount, type ReportWriter, reportWriter } from './copy-report.js'
import { type GroupWriter, groupWriter } from './group-writer.js'
import { type HeaderLine, lineOf, type LogLine } from './log-line.js'
import { allParts, type MovedParts } from './moved.js'
import { countEvents, mismatch } from './proof.js'
import { settleStream, type Target } from './settle-stream.js'
import { importArguments, withStore } from './transfer-arguments.js'

/** Why an import ended early. */
export type ImportError = StoreError | InvalidLine | TruncatedExport

/** When an import ends early, and who is called meanwhile. */
export interface ImportOptions {
  /** Ends the work between two lines; the report is not complete then. */
  readonly signal?: AbortSignal | undefined
  /** Is called after each group of records. */
  readonly onProgress?: ((moved: CopiedCount) => void) | undefined
}

/**
 * Brings an export into a store, and then holds the store against what the export says of itself. Doing it again is safe.
 * What is forgotten in the store stays forgotten. A source that throws makes it throw.
 */
export const importLog = async (
  store: EventStore,
  lines: ByteChunks,
  options: ImportOptions = {},
): Promise<Either<ImportError, CopyReport>> => {
  const read = withStore('store', store, importArguments, options)
  if (read._tag === 'Left') return read
  const { signal } = read.right
  const onProgress: (moved: CopiedCount) => void = read.right.onProgress ?? (() => {})
  const report = reportWriter()
  const target = { events: store, known: forgettingRegister(store) }
  const writer = groupWriter(target, report, onProgress)
  let header: HeaderLine | undefined
  let count = 0
  let hasEnded = false
  let fault: InvalidLine | undefined
  for await (const bytes of linesUpTo(longestLine, lines)) {
    if (signal?.aborted === true) break
    count += 1
    const line = lineOf(bytes)
    fault = faultOf(count, line, hasEnded)
    if (fault !== undefined || line._tag === 'Left') break
    if (line.right.kind === 'header') header = line.right
    hasEnded = line.right.kind === 'end'
    const parts = header ?? allParts
    const taken = await neverRejecting(() => take(target, writer, report, parts, line.right))
    if (taken._tag === 'Left') return taken
  }
  const flushed = await neverRejecting(() => writer.flush())
  if (flushed._tag === 'Left') return flushed
  if (fault !== undefined) return left(fault)
  if (hasEnded || signal?.aborted === true) return right(report.report(hasEnded))
  return left({ _tag: 'TruncatedExport', retryable: false, lines: count })
}

/** Longer than what a store keeps of one record comes to as text, escapes of JSON and base64 included. */
const longestLine = 64 * storeLimits.bodyBytes

const faultOf = (count: number, line: Either<string, LogLine>, hasEnded: boolean): InvalidLine | undefined => {
  if (hasEnded) return badLine(count, 'nothing behind the last line')
  if (line._tag === 'Left') return badLine(count, line.left)
  const isHeader = line.right.kind === 'header'
  return isHeader === (count === 1) ? undefined : badLine(count, 'one header, as the first line')
}

const badLine = (line: number, expected: string): InvalidLine => ({
  _tag: 'InvalidLine',
  retryable: false,
  line,
  expected,
})

/** Takes a line: a record is written with its group, and what is said of a stream or a tenant is looked at at once. */
const take = async (
  target: Target,
  writer: GroupWriter,
  report: ReportWriter,
  parts: MovedParts,
  line: LogLine,
): Answer<void> => {
  if (line.kind === 'event') return writer.add(line.tenant, line.moved)
  const flushed = await writer.flush()
  if (flushed._tag === 'Left') return flushed
  if (line.kind === 'proof') {
    const { tenant, proof } = line
    const settled = await settleStream(target, tenant, proof, parts)
    if (settled._tag === 'Left') return settled
    report.streamCompared(settled.right)
  } else if (line.kind === 'tenant') {
    const count = await countEvents(target.events, line.tenant)
    if (count._tag === 'Left') return count
    if (count.right !== line.events) report.compared([mismatch(line.tenant, 'events', line.events, count.right)])
  }
  return right(undefined)
}
