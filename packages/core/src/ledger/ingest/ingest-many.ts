import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { IngestSummary, SourceFailed } from '../../failure/source-failed.js'
import type { StoreError } from '../../failure/store-error.js'
import { invalidArgument } from '../../failure/store-error.js'
import { callback, signal, whole } from '../arguments/read-argument.js'
import { options } from '../arguments/read-record.js'
import { eachGroup, type WebhookBodies } from './body-groups.js'
import { finishAfterwards } from './finish-afterwards.js'
import { announceQuarantined } from './ingest.js'
import type { IngestContext } from './ingest-context.js'
import { ingestGroup } from './ingest-group.js'
import type { Receipt } from './receipt.js'
import { logFailure } from './unstorable.js'

/** How `ingestMany` groups bodies, ends early and reports. */
export interface IngestManyOptions {
  /** Bodies that are stored together; 1,000 by default. Fewer where the source pauses for 50 ms. */
  readonly batch?: number | undefined
  /** Ends the work once the bodies in hand are stored; the summary says how far it came. */
  readonly signal?: AbortSignal | undefined
  /** Is called after each batch. */
  readonly onProgress?: ((summary: IngestSummary) => void) | undefined
  /** Is called with each receipt, in the order of the bodies (`index` counts from 0). */
  readonly onReceipt?: ((receipt: Receipt, index: number) => void) | undefined
}

/**
 * Ingests body after body. A bad one stops nobody; a failing store ends the work, and so does a source that throws, after
 * what was pulled is stored. Repeating it from the start is safe: whatever is in already is a duplicate.
 */
export const ingestBodies = async (
  context: IngestContext,
  bodies: WebhookBodies,
  given?: IngestManyOptions,
): Promise<Either<StoreError | SourceFailed, IngestSummary>> => {
  const read = readOptions('options', given)
  if (read._tag === 'Left') return read
  if (!isSource(bodies)) return left(invalidArgument('bodies', 'many bodies; one text is cut up by `ndjson`'))
  const { batch = 1000, onProgress, onReceipt } = read.right
  let summary: IngestSummary = { bodies: 0, recorded: 0, duplicates: 0, quarantined: 0, ignored: 0, refused: 0 }
  let failure: StoreError | SourceFailed | undefined

  const store = async (group: readonly Uint8Array[]): Promise<boolean> => {
    const receipts = await finishAfterwards(context, (held) => ingestGroup(held, group))
    if (receipts._tag === 'Left') {
      logFailure(context.logger, 'ingest-failed', receipts.left)
      failure = receipts.left
      return false
    }
    try {
      for (const receipt of receipts.right) {
        announceQuarantined(context, receipt)
        onReceipt?.(receipt, summary.bodies)
        summary = counted(summary, receipt)
      }
      onProgress?.(summary)
      return true
    } catch (cause) {
      failure = sourceFailed(summary, cause)
      return false
    }
  }

  const end = await eachGroup(bodies, { size: batch, signal: read.right.signal }, store)
  if (failure !== undefined) return left(failure)
  if (end._tag === 'threw') return left(sourceFailed(summary, end.cause))
  return end._tag === 'no-body' ? left(end.fault) : right(summary)
}

const readOptions = options({
  batch: whole(1),
  signal,
  onProgress: callback<(summary: IngestSummary) => void>(),
  onReceipt: callback<(receipt: Receipt, index: number) => void>(),
})

const isSource = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && (Symbol.iterator in given || Symbol.asyncIterator in given)

const sourceFailed = (summary: IngestSummary, cause: unknown): SourceFailed => ({
  _tag: 'SourceFailed',
  retryable: true,
  summary,
  cause,
})

const counted = (summary: IngestSummary, { _tag }: Receipt): IngestSummary => ({
  bodies: summary.bodies + 1,
  recorded: summary.recorded + (_tag === 'Recorded' ? 1 : 0),
  duplicates: summary.duplicates + (_tag === 'Duplicate' ? 1 : 0),
  quarantined: summary.quarantined + (_tag === 'Quarantined' ? 1 : 0),
  ignored: summary.ignored + (_tag === 'Ignored' ? 1 : 0),
  refused: summary.refused + (_tag === 'Refused' ? 1 : 0),
})
