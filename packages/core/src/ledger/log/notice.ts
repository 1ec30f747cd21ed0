import { membershipKey, type MembershipKey } from '../../membership/key.js'
import type { Append, Position, RecordedEvent, Tenant, Version } from '../../store/event.js'
import { isNoticesStream, noticesStream } from './stream-names.js'

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
