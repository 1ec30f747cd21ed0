import { left, right } from 'fp-ts/lib/Either.js'

import { invalidArgument } from '../../failure/store-error.js'
import type { Issue } from '../../failure/undecodable-webhook.js'
import type { Answer } from '../../store/answer.js'
import type { Position } from '../../store/event.js'
import { eventId } from '../../webhook/codec/identity.js'
import { quarantineTenant, tenantOf } from '../log/stream-names.js'
import type { QuarantineEntry } from '../quarantine/quarantine-entry.js'
import type { QuarantineReason } from '../quarantine/quarantined.js'
import type { SenderOrgs } from '../quarantine/sender-orgs.js'
import { type Classified, classify, type Delivery } from './classify.js'
import { finishAfterwards } from './finish-afterwards.js'
import type { IngestContext } from './ingest-context.js'
import { recordEvent } from './record-events.js'

/** The body is a fact of the log now. `duplicate`: it had been before, by another delivery or an earlier try. */
export interface Redriven {
  readonly _tag: 'Redriven'
  readonly orgId: number
  readonly position: Position
  readonly duplicate: boolean
}

/** The body still cannot be a fact, for this reason; the entry stays open. */
export interface StillQuarantined {
  readonly _tag: 'StillQuarantined'
  readonly reason: QuarantineReason
  readonly issues: readonly Issue[]
}

/** There is no open entry of this id: it never was, or it was redriven or discarded. */
export interface NoSuchEntry {
  readonly _tag: 'NoSuchEntry'
}

/** What became of an entry that was redriven. */
export type RedriveOutcome = Redriven | StillQuarantined | NoSuchEntry

/** How a redrive may depart from what was delivered. */
export interface RedriveOptions {
  /** A mismatch can be kept as a fact of its own under another event id. */
  readonly eventId?: string | undefined
  /** The organisations to let in, instead of those that the senders of the body may speak for. */
  readonly allowedOrgs?: Iterable<number> | undefined
}

/** The same with its set copied. */
export interface ReadRedriveOptions {
  readonly eventId?: string | undefined
  readonly allowedOrgs?: ReadonlySet<number> | undefined
}

/**
 * Decodes the entry's body again and records it. Appending comes first and marking second, so that a crash in between
 * ends in a duplicate when it is tried again.
 */
export const redriveEntry = async (
  context: IngestContext,
  id: string,
  options: ReadRedriveOptions,
): Answer<RedriveOutcome> => {
  if (options.eventId !== undefined && !eventId.is(options.eventId))
    return left(invalidArgument('eventId', eventId.name))
  return finishAfterwards(context, (held) => redrive(held, id, options))
}

const redrive = async (context: IngestContext, id: string, options: ReadRedriveOptions): Answer<RedriveOutcome> => {
  const entry = await context.quarantine.read(id)
  if (entry._tag === 'Left') return entry
  const body = await openBody(context, id, entry.right)
  if (body._tag === 'Left') return body
  if (body.right === undefined) return right({ _tag: 'NoSuchEntry' })
  const classified = classify(context, body.right, options.allowedOrgs ?? senderOrgsOf(entry.right))
  if (classified._tag !== 'Delivery') return right({ _tag: 'StillQuarantined', ...reasonOf(classified) })
  const delivery = withEventId(classified, options.eventId)
  const recorded = await recordEvent(context, delivery)
  if (recorded._tag === 'Left') return recorded
  if (recorded.right._tag === 'Mismatch') return right({ _tag: 'StillQuarantined', reason: 'mismatch', issues: [] })
  const { position, _tag } = recorded.right
  const { orgId } = delivery.webhook.event
  const marked = await context.quarantine.mark(id, 'redriven', { tenant: tenantOf(orgId), position })
  return marked._tag === 'Left' ? marked : right({ _tag: 'Redriven', orgId, position, duplicate: _tag === 'Duplicate' })
}

/** The body of an open entry. Of one that has ended, a body that a crash left is dropped. */
const openBody = async (
  { events, quarantine }: IngestContext,
  id: string,
  entry: QuarantineEntry | undefined,
): Answer<Uint8Array | undefined> => {
  if (entry === undefined) return right(undefined)
  if (entry.status === 'open')
    return entry.bytes === 0 ? right(new Uint8Array(0)) : events.body(quarantineTenant, entry.position)
  const known = await quarantine.register.catchUpIfBehind()
  if (known._tag === 'Left') return known
  if (!quarantine.register.undropped.has(id)) return right(undefined)
  const dropped = await quarantine.dropBody(id)
  return dropped._tag === 'Left' ? dropped : right(undefined)
}

const senderOrgsOf = (entry: QuarantineEntry | undefined): SenderOrgs =>
  entry?.allowedOrgs === undefined ? undefined : new Set(entry.allowedOrgs)

const reasonOf = (classified: Exclude<Classified, Delivery>): Pick<StillQuarantined, 'reason' | 'issues'> =>
  classified._tag === 'Oversized'
    ? { reason: 'too-large', issues: [] }
    : { reason: classified.reason, issues: classified.issues }

const withEventId = (delivery: Delivery, given: string | undefined): Delivery => {
  if (given === undefined) return delivery
  const { event, warnings } = delivery.webhook
  return { ...delivery, webhook: { event: { ...event, eventId: given }, warnings } }
}
