import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import type { RecordedEvent, Tenant } from '../../store/event.js'
import type { Corrupt } from '../../failure/store-error.js'
import { correctedRecords, isCorrection } from './correction.js'
import { foldedEvent, unknownRecord } from './recorded-event.js'

/** The events that the fold of these records of one stream reads, each as its last correction among them has it. */
export const eventsIn = (
  tenant: Tenant,
  records: readonly RecordedEvent[],
): Either<Corrupt, readonly PartnerProgramEvent[]> => {
  const found: PartnerProgramEvent[] = []
  // Most streams hold no correction, and their records need no look at each other.
  const current = records.some(isCorrection) ? correctedRecords(records).map(({ record }) => record) : records
  for (const record of current) {
    const event = foldedEvent(tenant, record)
    if (event === undefined) return left(unknownRecord(record.position))
    found.push(event)
  }
  return right(found)
}
