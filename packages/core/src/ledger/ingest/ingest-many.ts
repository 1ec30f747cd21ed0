import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'

import type { Answer } from '../../store/answer.js'
import { storeLimits } from '../../store/limits.js'
import { invalidArgument, type StoreError } from '../../store/store-error.js'
import { neverRejecting } from '../calls-in-flight.js'
import type { IngestContext } from './ingest-context.js'
import { checkBody, type Delivery, classify } from './classify.js'
import { tellKept } from './ingest.js'
import { quarantineBody } from './quarantine-body.js'
import { quarantineMismatch } from './quarantine-mismatch.js'
import type { Receipt } from './receipt.js'
import { recordEvents, type RecordOutcome } from './record-events.js'
import { tellingAfterwards } from './telling-afterwards.js'

/** Bodies from anywhere: a list, a generator, a stream's `ndjson`. They are pulled no faster than they are stored. */
export type WebhookBodies = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** How many bodies came to what so far. */
export interface IngestSummary {
  readonly bodies: number
  readonly recorded: number
  readonly duplicates: number
  readonly quarantined: number
  readonly ignored: number
  readonly refused: number
}

/**
 * The host's source of bodies, or a callback of its own, threw. What came before is stored: `summary` counts what was told.
 * @remedy Mend what threw (`cause`), and ingest from the start again: what is in already is a duplicate.
 */
export interface SourceFailed {
  readonly _tag: 'SourceFailed'
  readonly retryable: true
  readonly summary: IngestSummary
  readonly cause: unknown
}

export interface IngestManyOptions {
  /** Bodies that are stored together; 1,000 unless told. */
  readonly batch?: number
  /** Ends the work with the bodies in hand; the summary tells how far it came. */
  readonly signal?: AbortSignal
  /** Is called after each batch. */
  readonly onProgress?: (summary: IngestSummary) => void
  /** Is called with each receipt, in the order of the bodies (`index` counts from 0). */
  readonly onReceipt?: (receipt: Receipt, index: number) => void
}

/**
 * Ingests body after body. A bad one stops nobody; a failing store ends the work, and so does a source that throws.
 * Repeating it from the start is safe: whatever is in already is a duplicate.
 */
export const ingestBodies = async (
  door: IngestContext,
  bodies: WebhookBodies,
  { batch = 1000, signal, onProgress, onReceipt }: IngestManyOptions,
): Promise<Either<StoreError | SourceFailed, IngestSummary>> => {
  if (!Number.isInteger(batch) || batch < 1) return left(invalidArgument('batch', 'a whole number of 1 or more'))
  if (typeof bodies === 'string') return left(invalidArgument('bodies', 'bodies; one text is cut up by `ndjson`'))
  let summary: IngestSummary = { bodies: 0, recorded: 0, duplicates: 0, quarantined: 0, ignored: 0, refused: 0 }
  try {
    for await (const group of inGroups(bodies, batch, () => signal?.aborted === true)) {
      const receipts = await neverRejecting(() => tellingAfterwards(door, (held) => ingestGroup(held, group)))
      if (receipts._tag === 'Left') return receipts
      for (const receipt of receipts.right) {
        tellKept(door, receipt)
        onReceipt?.(receipt, summary.bodies)
        summary = counted(summary, receipt)
      }
      onProgress?.(summary)
    }
  } catch (cause) {
    return left({ _tag: 'SourceFailed', retryable: true, summary, cause })
  }
  return right(summary)
}

/** As many bytes are held at a time, whatever the number of bodies (a text counts by its UTF-16 units). */
const longestGroup = 16 * storeLimits.bodyBytes

async function* inGroups(
  bodies: WebhookBodies,
  size: number,
  isAborted: () => boolean,
): AsyncGenerator<readonly (string | Uint8Array)[]> {
  if (isAborted()) return
  let group: (string | Uint8Array)[] = []
  let bytes = 0
  for await (const body of bodies) {
    group.push(body)
    bytes += typeof body === 'string' ? body.length : (body?.byteLength ?? 0)
    if (group.length < size && bytes < longestGroup && !isAborted()) continue
    yield group
    if (isAborted()) return
    group = []
    bytes = 0
  }
  if (group.length > 0) yield group
}

/** Records what can be recorded in one append for each organisation, and keeps the rest apart. */
const ingestGroup = async (
  door: IngestContext,
  group: readonly (string | Uint8Array)[],
): Answer<readonly Receipt[]> => {
  for (const body of group) {
    const fault = checkBody(body)
    if (fault !== undefined) return left(fault)
  }
  const verdicts = group.map((body) => classify(door, body))
  const recorded = new Map<Delivery, RecordOutcome>()
  for (const [orgId, deliveries] of byOrg(verdicts.filter((verdict) => verdict._tag === 'Delivery'))) {
    const outcomes = await recordEvents(door, orgId, deliveries)
    if (outcomes._tag === 'Left') return outcomes
    for (const [index, outcome] of outcomes.right.entries()) recorded.set(deliveries[index] ?? deliveries[0], outcome)
  }
  const receipts: Receipt[] = []
  for (const verdict of verdicts) {
    const outcome = verdict._tag === 'Delivery' ? recorded.get(verdict) : undefined
    const receipt =
      verdict._tag !== 'Delivery'
        ? await quarantineBody(door, verdict)
        : outcome === undefined || outcome._tag === 'Mismatch'
          ? await quarantineMismatch(door, verdict)
          : right(outcome)
    if (receipt._tag === 'Left') return receipt
    receipts.push(receipt.right)
  }
  return right(receipts)
}

const byOrg = (deliveries: readonly Delivery[]): ReadonlyMap<number, NonEmptyArray<Delivery>> => {
  const groups = new Map<number, NonEmptyArray<Delivery>>()
  for (const delivery of deliveries) {
    const { orgId } = delivery.webhook.event
    const group = groups.get(orgId)
    if (group === undefined) groups.set(orgId, [delivery])
    else group.push(delivery)
  }
  return groups
}

const counted = (summary: IngestSummary, { _tag }: Receipt): IngestSummary => ({
  bodies: summary.bodies + 1,
  recorded: summary.recorded + (_tag === 'Recorded' ? 1 : 0),
  duplicates: summary.duplicates + (_tag === 'Duplicate' ? 1 : 0),
  quarantined: summary.quarantined + (_tag === 'Quarantined' ? 1 : 0),
  ignored: summary.ignored + (_tag === 'Ignored' ? 1 : 0),
  refused: summary.refused + (_tag === 'Refused' ? 1 : 0),
})
