import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { ProjectionFailed } from '../../failure/projection-failed.js'
import type { StoreError } from '../../failure/store-error.js'
import type { Projection } from '../../membership/projection.js'
import type { Position, RecordedEvent } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { impersonalEvent, unknownRecord, wholeEvent } from '../log/recorded-event.js'
import { isMembershipStream, tenantOf } from '../log/stream-names.js'
import { visitLog } from '../log/visit.js'

/** What a fold of the host's own reads. */
export interface ReplayOptions {
  /** `false`: customers and membership numbers are not read. */
  readonly personal?: boolean
}

/** The host's own fold over an organisation's events, in order of arrival, customers included by default. */
export const replayProjection = async <S>(
  events: EventStore,
  orgId: number,
  projection: Projection<S>,
  { personal = true }: ReplayOptions,
): Promise<Either<StoreError | ProjectionFailed, S>> => {
  const tenant = tenantOf(orgId)
  const eventOf = personal ? wholeEvent : impersonalEvent
  let state = projection.initial
  let unknown: Position | undefined
  let failed: ProjectionFailed | undefined
  const visit = (record: RecordedEvent): void => {
    if (!isMembershipStream(record.stream)) return
    const event = eventOf(tenant, record)
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
  return unknown === undefined ? right(state) : left(unknownRecord(unknown))
}
