import type { PartnerProgramEvent } from '../../membership/event.js'
import { storeLimits } from '../../store/limits.js'
import { type InvalidArgument, invalidArgument } from '../../store/store-error.js'
import { decodeWebhook, type DecodedWebhook } from '../../webhook/decode.js'
import type { Issue } from '../../webhook/issue.js'
import type { IngestContext } from './ingest-context.js'
import type { QuarantineReason } from '../quarantine/quarantined.js'
import type { SenderOrgs } from '../quarantine/sender-orgs.js'

/** A body that can become a fact. */
export interface Delivery {
  readonly _tag: 'Delivery'
  readonly webhook: DecodedWebhook
  readonly body: Uint8Array
  readonly senderOrgs: SenderOrgs
}

/** A body that cannot, and why. */
export interface Rejected {
  readonly _tag: 'Undeliverable'
  readonly reason: QuarantineReason
  readonly issues: readonly Issue[]
  readonly body: Uint8Array
  readonly senderOrgs: SenderOrgs
}

/** A body over 1 MiB, which nobody keeps. */
export interface Oversized {
  readonly _tag: 'Oversized'
}

export type Classified = Delivery | Rejected | Oversized

/** The fault of what was handed in as a body: an object that somebody parsed, most likely. */
export const checkBody = (given: unknown): InvalidArgument | undefined =>
  typeof given === 'string' || ArrayBuffer.isView(given)
    ? undefined
    : invalidArgument('body', 'a text or bytes, as received')

/** What is to be done with a body, before anything is stored. */
export const classify = (door: IngestContext, given: string | Uint8Array, senderOrgs?: SenderOrgs): Classified => {
  const body = typeof given === 'string' ? Buffer.from(given) : given
  if (body.byteLength > storeLimits.bodyBytes) return { _tag: 'Oversized' }
  const decoded = decodeWebhook(body, { ...door.limits, now: door.clock() })
  if (decoded._tag === 'Left') {
    const { issues } = decoded.left
    return { _tag: 'Undeliverable', reason: reasonOf(door, body, issues), issues, body, senderOrgs }
  }
  const { event } = decoded.right
  if (isForeign(event, door.allowedOrgs) || isForeign(event, senderOrgs))
    return { _tag: 'Undeliverable', reason: 'foreign-org', issues: [], body, senderOrgs }
  return isTooLarge(body, event)
    ? { _tag: 'Undeliverable', reason: 'too-large', issues: [], body, senderOrgs }
    : { _tag: 'Delivery', webhook: decoded.right, body, senderOrgs }
}

const isForeign = ({ orgId }: PartnerProgramEvent, orgs: SenderOrgs): boolean => orgs?.has(orgId) === false

/** Numbers that become text grow: the customer of a body within the limit may be more than one text of a store. */
const isTooLarge = (body: Uint8Array, { customer }: PartnerProgramEvent): boolean =>
  body.byteLength > storeLimits.textBytes / 4 &&
  customer !== undefined &&
  Buffer.byteLength(JSON.stringify(customer)) > storeLimits.textBytes

const reasonOf = (door: IngestContext, body: Uint8Array, issues: readonly Issue[]): QuarantineReason => {
  if (body.byteLength > door.limits.maxBytes) return 'too-large'
  return issues.some(({ kind }) => kind === 'unknown-event') ? 'unknown-event' : 'undecodable'
}
