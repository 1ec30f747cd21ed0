import { right } from 'fp-ts/lib/Either.js'

import type { ForgettingRegister } from '../ledger/log/forgetting-register.js'
import { isMembershipStream, quarantineTenant, tenantOf } from '../ledger/log/stream-names.js'
import type { Answer } from '../store/answer.js'
import type { Tenant } from '../store/event.js'
import { decodeWebhook } from '../webhook/decode.js'
import type { Moved } from './moved.js'

/** Whether a log says that the person of this record is forgotten; a body of its quarantine is decoded for it. */
export const isForgotten = async (
  known: ForgettingRegister,
  tenant: Tenant,
  { stream, event }: Moved,
): Answer<boolean> => {
  if (tenant === quarantineTenant) return isBodyForgotten(known, event.body)
  if (!isMembershipStream(stream)) return right(false)
  const test = await known.catchUp(tenant)
  return test._tag === 'Left' ? test : right(test.right(Number(event.facts['customerId']), event.occurredAt))
}

const isBodyForgotten = async (known: ForgettingRegister, body: Uint8Array | undefined): Answer<boolean> => {
  const decoded = body === undefined ? undefined : decodeWebhook(body)
  if (decoded?._tag !== 'Right') return right(false)
  const { orgId, customerId, occurredAt } = decoded.right.event
  const test = await known.catchUp(tenantOf(orgId))
  return test._tag === 'Left' ? test : right(test.right(customerId, occurredAt))
}
