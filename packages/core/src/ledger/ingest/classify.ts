import type { Issue } from '../../failure/undecodable-webhook.js'
import type { PartnerProgramEvent } from '../../membership/event.js'
import { storeLimits } from '../../store/limits.js'
import { decodeDelivery, type DecodedWebhook } from '../../webhook/decode.js'
import type { UnknownEvent } from '../../webhook/issue.js'
import { unknownEventIn } from '../../webhook/unknown-event.js'
import { bodyTexts } from '../quarantine/body-text.js'
import type { RejectedBody } from '../quarantine/keep-body.js'
import type { SenderOrgs } from '../quarantine/sender-orgs.js'
import type { IngestContext } from './ingest-context.js'

/** A body that can become a fact. */
export interface Delivery {
  readonly _tag: 'Delivery'
  readonly webhook: DecodedWebhook
  readonly body: Uint8Array
  readonly senderOrgs: SenderOrgs
}

/** A body that cannot, and why. */
export interface Rejected extends RejectedBody {
  readonly _tag: 'Rejected'
}

/** An event of a name that the decoder does not know. */
export interface Unknown extends RejectedBody {
  readonly _tag: 'Unknown'
  readonly event: UnknownEvent
}

/** A body over 1 MiB, which nobody keeps. */
export interface Oversized {
  readonly _tag: 'Oversized'
}

export type Classified = Delivery | Rejected | Unknown | Oversized

/** What is to be done with a body of which nobody else holds the bytes, before anything is stored. */
export const classify = (context: IngestContext, body: Uint8Array, senderOrgs?: SenderOrgs): Classified => {
  if (body.byteLength > storeLimits.bodyBytes) return { _tag: 'Oversized' }
  const given = { body, senderOrgs }
  if (body.byteLength === 0) return { _tag: 'Rejected', reason: 'empty', issues: [], ...given }
  const { decoded, unknownEvent } = decodeDelivery(body, { ...context.limits, now: context.clock() })
  if (decoded._tag === 'Left') return classifyUndecodable(context, decoded.left.issues, unknownEvent, given)
  const { event } = decoded.right
  if (isForeign(event, context.allowedOrgs) || isForeign(event, senderOrgs))
    return { _tag: 'Rejected', reason: 'foreign-org', issues: [], ...given }
  return isTooLarge(body, event)
    ? { _tag: 'Rejected', reason: 'too-large', issues: [], ...given }
    : { _tag: 'Delivery', webhook: decoded.right, ...given }
}

/** An unknown event is one whatever else is wrong with it, so that it takes no room from other bodies. */
const classifyUndecodable = (
  { limits }: IngestContext,
  issues: readonly Issue[],
  known: UnknownEvent | undefined,
  given: Pick<RejectedBody, 'body' | 'senderOrgs'>,
): Classified => {
  const event = known ?? (issues.some(isOfText) ? unknownEventIn(rootOf(given.body)) : undefined)
  if (event !== undefined) return { _tag: 'Unknown', reason: 'unknown-event', issues, event, ...given }
  const reason = given.body.byteLength > limits.maxBytes ? 'too-large' : 'undecodable'
  return { _tag: 'Rejected', reason, issues, ...given }
}

/** An issue for which the decoder refuses a body before it reads the name of the event. */
const isOfText = ({ kind }: Issue): boolean => kind === 'malformed' || kind === 'limit' || kind === 'forbidden'

/** The body as any JSON parser reads it, in UTF-8 or UTF-16; `undefined` where it is none. */
const rootOf = (body: Uint8Array): unknown => bodyTexts(body).find(({ json }) => json !== undefined)?.json?.root

const isForeign = ({ orgId }: PartnerProgramEvent, orgs: SenderOrgs): boolean => orgs?.has(orgId) === false

/** Numbers that become text grow: the customer of a body within the limit may be more than one text of a store. */
const isTooLarge = (body: Uint8Array, { customer }: PartnerProgramEvent): boolean =>
  body.byteLength > storeLimits.textBytes / 4 &&
  customer !== undefined &&
  Buffer.byteLength(JSON.stringify(customer)) > storeLimits.textBytes
