import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { IngestContext } from './ingest-context.js'
import type { Delivery } from './classify.js'
import type { Quarantined } from '../quarantine/quarantined.js'
import { tenantOf } from '../log/stream-names.js'

/** Keeps a delivery whose event id another fact has; without its body where its person is forgotten, also meanwhile. */
export const quarantineMismatch = async (door: IngestContext, delivery: Delivery): Answer<Quarantined> => {
  const { body, senderOrgs } = delivery
  const { event } = delivery.webhook
  const isForgotten = async (): Answer<boolean> => {
    const known = await door.forgets.catchUp(tenantOf(event.orgId))
    return known._tag === 'Left' ? known : right(known.right(event.customerId, event.occurredAt))
  }
  const before = await isForgotten()
  if (before._tag === 'Left') return before
  if (before.right) return door.quarantine.keepForgotten(body, 'mismatch')
  const kept = await door.quarantine.keep(body, 'mismatch', [], senderOrgs)
  if (kept._tag === 'Left') return kept
  const after = await isForgotten()
  if (after._tag === 'Left') return after
  if (!after.right) return kept
  const marked = await door.quarantine.mark(kept.right.entry, 'discarded', { by: 'forget' })
  return marked._tag === 'Left' ? marked : kept
}
