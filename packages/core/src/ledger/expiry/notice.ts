import type { MembershipKey } from '../../membership/key.js'
import type { Append } from '../../store/event.js'
import { noticesStream } from '../log/stream-names.js'

/**
 * The notice that a membership expired at `until`, ms since epoch. Its id makes it once for each end of a membership,
 * whoever records it and however often; it happened when the membership ended, not when somebody looked.
 */
export const noticeOf = (key: MembershipKey, until: number): Append => {
  const { loyaltyProgramId, partnerProgramId, customerId } = key
  return {
    stream: noticesStream(key),
    expected: 'any',
    event: {
      id: `expired:${until}`,
      type: 'membershipExpired',
      occurredAt: until,
      schema: 1,
      facts: { loyaltyProgramId, partnerProgramId, customerId, until },
    },
  }
}
