import { right } from 'fp-ts/lib/Either.js'

import type { ForgettingRegister } from '../ledger/log/forgetting-register.js'
import { isMembershipStream } from '../ledger/log/stream-names.js'
import { visitStream } from '../ledger/log/visit.js'
import type { Answer } from '../store/answer.js'
import type { StreamName, Tenant } from '../store/event.js'
import type { EventStore } from '../store/event-store.js'
import type { CopyMismatch } from './copy-report.js'
import type { MovedParts } from './moved.js'
import { differences, type StreamProof, streamProof } from './proof.js'

/** The log that records are brought into, and who is forgotten there. */
export interface Target {
  readonly events: EventStore
  readonly known: ForgettingRegister
}

/**
 * In what the target's stream differs from what it was where it comes from. Where fewer events are marked as forgotten,
 * what the target's log says is forgotten is carried out first: it may have come after the events that it removes.
 */
export const settleStream = async (
  target: Target,
  tenant: Tenant,
  expected: StreamProof,
  parts: MovedParts,
): Answer<readonly CopyMismatch[]> => {
  const { stream } = expected
  const prove = (): Answer<StreamProof> => streamProof(target.events, tenant, stream, Number.MAX_SAFE_INTEGER, parts)
  const met = await prove()
  if (met._tag === 'Left') return met
  if (met.right.forgotten >= expected.forgotten) return right(differences(tenant, expected, met.right))
  const done = await carryOut(target, tenant, stream)
  if (done._tag === 'Left') return done
  const settled = await prove()
  return settled._tag === 'Left' ? settled : right(differences(tenant, expected, settled.right))
}

const carryOut = async ({ events, known }: Target, tenant: Tenant, stream: StreamName): Answer<void> => {
  if (!isMembershipStream(stream)) return right(undefined)
  const isForgotten = await known.catchUp(tenant)
  if (isForgotten._tag === 'Left') return isForgotten
  let until: number | undefined
  const read = await visitStream(events, tenant, stream, 0, ({ forgotten, facts, occurredAt }) => {
    if (forgotten !== true && isForgotten.right(Number(facts['customerId']), occurredAt))
      until = Math.max(until ?? occurredAt, occurredAt)
  })
  if (read._tag === 'Left') return read
  return until === undefined ? right(undefined) : events.forget(tenant, stream, Number.MAX_SAFE_INTEGER, until)
}
