import { right } from 'fp-ts/lib/Either.js'

import { type AnomalyKind, anomalyKinds } from '../../membership/membership.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, StreamName } from '../../store/event.js'
import { callback, flag, id, oneOf, signal, whole } from '../arguments/read-argument.js'
import { options, record } from '../arguments/read-record.js'
import { isCorrection } from '../log/correction.js'
import { isMembershipStream, tenantOf } from '../log/stream-names.js'
import { planMembership } from './plan-membership.js'
import { type CorrectionContext, recordCorrections } from './record-corrections.js'
import type { RedecodedMembership, RedecodePlan, RedecodeProgress } from './redecode-plan.js'
import { redecodeStream } from './redecode-stream.js'

/** Whose bodies are decoded anew. */
export interface RedecodeScope {
  readonly orgId: number
  /** Only events at this position of the log and after it; all by default. */
  readonly from?: Position | undefined
  /** Only memberships with an anomaly of this kind. */
  readonly anomaly?: AnomalyKind | undefined
}

/** Whether the corrections are recorded, and when the work ends early. */
export interface RedecodeOptions {
  /** `true` records the corrections; by default they are planned only. */
  readonly apply?: boolean | undefined
  /** Ends the work between two events; `complete` is `false` then. */
  readonly signal?: AbortSignal | undefined
  /** Called after each membership. */
  readonly onProgress?: ((progress: RedecodeProgress) => void) | undefined
}

interface Search {
  readonly apply: boolean
  readonly from: Position
  readonly anomaly: AnomalyKind | undefined
  readonly isAborted: () => boolean
  readonly onProgress: (progress: RedecodeProgress) => void
  readonly memberships: RedecodedMembership[]
  progress: RedecodeProgress
}

/**
 * Decodes the kept bodies of an organisation anew, and plans or records a correction for each event that the fold reads otherwise
 * now. Membership by membership: a call that ended before the head, by its signal or a crash, is repeated, and adds only what is missing.
 */
export const redecode = async (
  context: CorrectionContext,
  givenScope: unknown,
  given: unknown,
): Answer<RedecodePlan> => {
  const scope = readScope('scope', givenScope)
  if (scope._tag === 'Left') return scope
  const read = readOptions('options', given)
  if (read._tag === 'Left') return read
  const { orgId, from = 0, anomaly } = scope.right
  const { apply = false, signal: ending, onProgress = () => {} } = read.right
  const search: Search = {
    apply,
    from,
    anomaly,
    isAborted: () => ending?.aborted === true,
    onProgress,
    memberships: [],
    progress: { position: Math.max(0, from - 1), head: 0, decoded: 0, withoutBody: 0, unreadable: 0, recorded: 0 },
  }
  const done = await searchLog(context, orgId, search)
  if (done._tag === 'Left') return done
  return right({ ...search.progress, complete: done.right, memberships: search.memberships })
}

const readScope = record({ orgId: id }, { from: whole(0), anomaly: oneOf(...anomalyKinds) })
const readOptions = options({ apply: flag, signal, onProgress: callback<(progress: RedecodeProgress) => void>() })

const pageSize = 1000

/** Each stream is worked on at its first event that is asked for. Returns whether the head was reached. */
const searchLog = async (context: CorrectionContext, orgId: number, search: Search): Answer<boolean> => {
  const tenant = tenantOf(orgId)
  const isNew = search.from > 1 ? notSeen() : ({ version }: RecordedEvent): boolean => version === 1
  let head: Position | undefined
  for (let last = search.progress.position; ; ) {
    const page = await context.events.readAll(tenant, last, pageSize, 'facts')
    if (page._tag === 'Left') return page
    head ??= page.right.head
    search.progress = { ...search.progress, head }
    for (const one of page.right.events) {
      if (one.position > head) break
      if (search.isAborted()) return right(false)
      if (isMembershipStream(one.stream) && !isCorrection(one) && isNew(one)) {
        const done = await searchStream(context, orgId, search, one)
        if (done._tag === 'Left' || !done.right) return done
      }
      last = one.position
      search.progress = { ...search.progress, position: last }
    }
    if (!page.right.more || last >= head) return right(true)
  }
}

/** Whether a record is the first of its stream that is asked about. */
const notSeen = (): ((record: RecordedEvent) => boolean) => {
  const seen = new Set<StreamName>()
  return ({ stream }) => {
    if (seen.has(stream)) return false
    seen.add(stream)
    return true
  }
}

/** Plans, and records, what differs in the stream of this event. Returns whether it came to an end. */
const searchStream = async (
  context: CorrectionContext,
  orgId: number,
  search: Search,
  { stream, position }: RecordedEvent,
): Answer<boolean> => {
  const { from, anomaly, isAborted } = search
  const tenant = tenantOf(orgId)
  const found = await redecodeStream(context.events, stream, { tenant, from, anomaly, isAborted })
  if (found._tag === 'Left') return found
  if (found.right === undefined) return right(!isAborted())
  const { decoded, withoutBody, unreadable, corrections } = found.right
  let recorded = 0
  if (corrections.length > 0) {
    const planned = await planMembership(context, found.right)
    if (planned._tag === 'Left') return planned
    search.memberships.push(planned.right)
    const written = search.apply ? await recordCorrections(context, orgId, stream, corrections) : right(0)
    if (written._tag === 'Left') return written
    recorded = written.right
  }
  const { progress } = search
  search.progress = {
    ...progress,
    position,
    decoded: progress.decoded + decoded,
    withoutBody: progress.withoutBody + withoutBody,
    unreadable: progress.unreadable + unreadable,
    recorded: progress.recorded + recorded,
  }
  search.onProgress(search.progress)
  return right(true)
}
