import { right } from 'fp-ts/lib/Either.js'

import { membershipKey, type MembershipKey } from '../../membership/key.js'
import type { Append, Position, RecordedEvent, Tenant, Version } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import { isNoticesStream, noticesStream, tenantOf } from './stream-names.js'
import { visitStream } from './visit.js'

/** That a membership has expired, by a notice in the log. A later end of the membership is another notice. */
export interface MembershipExpired {
  readonly key: MembershipKey
  /** The instant at which it expired, ms since epoch. */
  readonly until: number
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
}

const noticeType = 'membershipExpired'

/**
 * The notice that a membership expired at `until` (ms since epoch), for a stream of notices that stands at `expected`. Its
 * id makes it once for each end, whoever records it; it occurred when the membership ended.
 */
export const noticeOf = (key: MembershipKey, until: number, expected: Version): Append => {
  const { loyaltyProgramId, partnerProgramId, customerId } = key
  return {
    stream: noticesStream(key),
    expected,
    event: {
      id: `expired:${until}`,
      type: noticeType,
      occurredAt: until,
      schema: 1,
      facts: { loyaltyProgramId, partnerProgramId, customerId, until },
    },
  }
}

export const isNotice = ({ stream, type }: RecordedEvent): boolean => type === noticeType && isNoticesStream(stream)

export const membershipExpiredIn = (tenant: Tenant, record: RecordedEvent): MembershipExpired => {
  const { facts, position, recordedAt } = record
  const key = membershipKey({
    orgId: Number(tenant),
    loyaltyProgramId: Number(facts['loyaltyProgramId']),
    partnerProgramId: Number(facts['partnerProgramId']),
    customerId: Number(facts['customerId']),
  })
  return { key, until: untilIn(record), position, recordedAt }
}

/** When the membership of this notice expired. */
export const untilIn = ({ facts }: RecordedEvent): number => Number(facts['until'])

/** Whether a notice of one end is a notice of the other (ms since epoch). A time of day, millis or a zone that became known later move an end by hours. */
export const isOfSameEnd = (notice: number, until: number): boolean => Math.abs(notice - until) <= sameEndMs

const sameEndMs = 36 * 3_600_000

/** The ends of which the log has a notice of this membership. */
export const readNoticedEnds = async (events: EventStore, key: MembershipKey): Answer<NoticedEnds> => {
  const ends: number[] = []
  const read = await visitStream(events, tenantOf(key.orgId), noticesStream(key), 0, (record) => {
    ends.push(untilIn(record))
  })
  return read._tag === 'Left' ? read : right({ ends, version: read.right.last })
}

/** The ends (ms since epoch) of a membership of which there are notices, and the version of the stream that has them. */
export interface NoticedEnds {
  readonly ends: readonly number[]
  readonly version: Version
}
