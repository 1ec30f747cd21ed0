import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { ProjectionFailed } from '../../failure/projection-failed.js'
import type { StoreError } from '../../failure/store-error.js'
import type { Projection } from '../../membership/projection.js'
import type { Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { type Corrections, correctedBy, isCorrection, noteCorrection } from '../log/correction.js'
import { impersonalEvent, unknownRecord, wholeEvent } from '../log/recorded-event.js'
import { isMembershipStream, tenantOf } from '../log/stream-names.js'
import { visitLog } from '../log/visit.js'

/** What a fold of the host's own reads. */
export interface ReplayOptions {
  /** `false`: customers and membership numbers are not read. */
  readonly personal?: boolean | undefined
}

/**
 * The host's own fold over an organisation's events, in order of arrival and as they are read now, with customers by default.
 */
export const replayProjection = async <S>(
  events: EventStore,
  orgId: number,
  projection: Projection<S>,
  { personal = true }: ReplayOptions,
): Promise<Either<StoreError | ProjectionFailed, S>> => {
  const tenant = tenantOf(orgId)
  let known: Corrections = new Map()
  for (;;) {
    const replayed = await replayOnce(events, tenant, projection, personal, known)
    if (replayed._tag === 'Left') return replayed
    const { state, corrections } = replayed.right
    if (areKnown(corrections, known)) return right(state)
    // A correction comes after its event: once it is known, the event is read as it is corrected.
    known = corrections
  }
}

const areKnown = (found: Corrections, known: Corrections): boolean =>
  [...found].every(([place, { id }]) => known.get(place)?.id === id)

interface Replayed<S> {
  readonly state: S
  readonly corrections: Corrections
}

const replayOnce = async <S>(
  events: EventStore,
  tenant: Tenant,
  projection: Projection<S>,
  personal: boolean,
  known: Corrections,
): Promise<Either<StoreError | ProjectionFailed, Replayed<S>>> => {
  const eventOf = personal ? wholeEvent : impersonalEvent
  const corrections: Corrections = new Map()
  let state = projection.initial
  let unknown: Position | undefined
  let failed: ProjectionFailed | undefined
  const visit = (record: RecordedEvent): void => {
    if (!isMembershipStream(record.stream)) return
    if (isCorrection(record)) return noteCorrection(corrections, record)
    const event = eventOf(tenant, correctedBy(known, record))
    if (event === undefined) unknown ??= record.position
    if (event === undefined || unknown !== undefined) return
    try {
      state = projection.evolve(state, event)
    } catch (cause) {
      failed = { _tag: 'ProjectionFailed', retryable: false, position: record.position, cause }
      throw cause
    }
  }
  try {
    const read = await visitLog(events, tenant, 0, visit, personal ? undefined : 'facts')
    if (read._tag === 'Left') return read
  } catch (error) {
    // Only the host's error is the host's: a store that rejects is none of it.
    if (failed !== undefined) return left(failed)
    throw error
  }
  return unknown === undefined ? right({ state, corrections }) : left(unknownRecord(unknown))
}
