import type { PartnerProgramEvent } from '@partner-ledger/core/membership'
import { eventArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'

import { membershipStream } from '../../../src/ledger/log/stream-names.js'
import { asPrinted, bodyOf, isDeliverable } from '../event-bodies.js'

/** Events of few memberships, each id once, and the bodies that say them. */
export interface DeliveryHistory {
  readonly events: readonly PartnerProgramEvent[]
  readonly bodies: readonly string[]
}

/** A clock at which all of them have happened, and some terms have ended. */
export const latest = Date.UTC(2024, 2, 10, 12)

export const deliveryHistoryArbitrary: fc.Arbitrary<DeliveryHistory> = fc
  .uniqueArray(
    eventArbitrary().filter((event) => isDeliverable(event) && event.occurredAt <= latest),
    {
      maxLength: 30,
      size: 'max',
      selector: (event) => `${membershipStream(event)} ${event.eventId} ${event.orgId}`,
    },
  )
  .map((events) => ({ events: events.map(asPrinted), bodies: events.map(bodyOf) }))
