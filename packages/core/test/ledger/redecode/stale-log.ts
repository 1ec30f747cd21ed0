import { orThrow } from '@partner-ledger/core'
import type { PartnerProgramEvent } from '@partner-ledger/core/membership'
import type { EventStore } from '@partner-ledger/core/store'
import { decodeWebhook } from '@partner-ledger/core/webhook'

import { toRecord } from '../../../src/ledger/log/event-record.js'
import { membershipStream, tenantOf } from '../../../src/ledger/log/stream-names.js'

/**
 * The event as the first decoder of this library would have recorded it: without what it did not read. That is times of day,
 * instants of texts, days that are printed in another form than a bare day or a day and a time, and that an end is unread.
 */
export const asFirstDecoded = (event: PartnerProgramEvent): PartnerProgramEvent => {
  const { learned = [], ...stated } = event
  const isStale = ([field]: readonly [string, unknown]): boolean =>
    /(ExpiryTime|ExpiryUnread)$/.test(field) || (learned as readonly string[]).includes(field)
  const stale = (fields: object): object =>
    Object.fromEntries(Object.entries(fields).filter((entry) => !isStale(entry)))
  const first = stale(stated) as PartnerProgramEvent
  return 'details' in first ? { ...first, details: stale(first.details) } : first
}

/** The event of a body that is one. */
export const eventOf = (body: string): PartnerProgramEvent => {
  const decoded = decodeWebhook(body, { now: Number.MAX_SAFE_INTEGER - 86_400_000 })
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left))
  return decoded.right.event
}

/** Records deliveries as they were recorded before the decoder learned: past every ledger, with their bodies. */
export const recordStale = async (
  store: EventStore,
  bodies: readonly string[],
  decode: (event: PartnerProgramEvent) => PartnerProgramEvent = asFirstDecoded,
): Promise<void> => {
  for (const body of bodies) {
    const event = eventOf(body)
    const record = toRecord(decode(event), new TextEncoder().encode(body))
    await orThrow(
      store.append(tenantOf(event.orgId), [{ stream: membershipStream(event), expected: 'any', event: record }]),
    )
  }
}
