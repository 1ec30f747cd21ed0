import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import { tenantOf } from '../log/stream-names.js'
import type { Quarantined, QuarantineReason } from '../quarantine/quarantined.js'
import type { Delivery } from './classify.js'
import type { IngestContext } from './ingest-context.js'

/**
 * Quarantines a delivery that can be decoded: its event id names another fact, or the store refuses it. The body is left
 * out where its person is forgotten, also meanwhile.
 */
export const quarantineDelivery = async (
  context: IngestContext,
  { webhook, body, senderOrgs }: Delivery,
  reason: Extract<QuarantineReason, 'mismatch' | 'unstorable'>,
): Answer<Quarantined> => {
  const { quarantine, forgets } = context
  const { orgId, customerId, occurredAt } = webhook.event
  const rejected = { body, reason, issues: [], senderOrgs }
  const isForgotten = async (): Answer<boolean> => {
    const known = await forgets.catchUp(tenantOf(orgId))
    return known._tag === 'Left' ? known : right(known.right(customerId, occurredAt))
  }
  const before = await isForgotten()
  if (before._tag === 'Left') return before
  if (before.right) return quarantine.keepForgotten(rejected)
  const kept = await quarantine.keep(rejected)
  if (kept._tag === 'Left') return kept
  const after = await isForgotten()
  if (after._tag === 'Left') return after
  if (!after.right) return kept
  const marked = await quarantine.mark(kept.right.entry, 'discarded', { by: 'forget' })
  return marked._tag === 'Left' ? marked : kept
}
