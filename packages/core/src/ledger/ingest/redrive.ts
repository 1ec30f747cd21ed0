import { left, right } from 'fp-ts/lib/Either.js'

import type { Position } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import { invalidArgument } from '../../store/store-error.js'
import { eventId } from '../../webhook/codec/identity.js'
import type { Issue } from '../../webhook/issue.js'
import type { IngestContext } from './ingest-context.js'
import { type Delivery, classify, type Oversized, type Rejected } from './classify.js'
import type { QuarantineReason } from '../quarantine/quarantined.js'
import { recordEvent } from './record-events.js'
import { type SenderOrgs, checkSenderOrgs } from '../quarantine/sender-orgs.js'
import { tellingAfterwards } from './telling-afterwards.js'
import { quarantineTenant, tenantOf } from '../log/stream-names.js'

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

export type RedriveOutcome = Redriven | StillQuarantined | NoSuchEntry

/** How a redrive may depart from what was delivered. */
export interface RedriveOptions {
  /** A mismatch can be kept as a fact of its own under another event id. */
  readonly eventId?: string
  /** The organisations to let in, instead of those that the sender of the body may speak for. */
  readonly allowedOrgs?: ReadonlySet<number>
}

/**
 * Decodes the entry's body again and records it. Appending comes first and marking second, so that a crash in between
 * ends in a duplicate when it is tried again.
 */
export const redriveEntry = (door: IngestContext, id: string, options: RedriveOptions = {}): Answer<RedriveOutcome> =>
  tellingAfterwards(door, (held) => redrive(held, id, options))

const redrive = async (door: IngestContext, id: string, options: RedriveOptions): Answer<RedriveOutcome> => {
  if (options.eventId !== undefined && !eventId.is(options.eventId))
    return left(invalidArgument('eventId', eventId.name))
  const fault = checkSenderOrgs(options.allowedOrgs)
  if (fault !== undefined) return left(fault)
  const body = await openBody(door, id)
  if (body._tag === 'Left') return body
  if (body.right === undefined) return right({ _tag: 'NoSuchEntry' })
  const verdict = classify(door, body.right, options.allowedOrgs ?? senderOrgsOf(door, id))
  if (verdict._tag !== 'Delivery') return right({ _tag: 'StillQuarantined', ...reasonOf(verdict) })
  const delivery = withEventId(verdict, options.eventId)
  const recorded = await recordEvent(door, delivery)
  if (recorded._tag === 'Left') return recorded
  if (recorded.right._tag === 'Mismatch') return right({ _tag: 'StillQuarantined', reason: 'mismatch', issues: [] })
  const { position, _tag } = recorded.right
  const { orgId } = delivery.webhook.event
  const marked = await door.quarantine.mark(id, 'redriven', { tenant: tenantOf(orgId), position })
  return marked._tag === 'Left' ? marked : right({ _tag: 'Redriven', orgId, position, duplicate: _tag === 'Duplicate' })
}

const openBody = async (door: IngestContext, id: string): Answer<Uint8Array | undefined> => {
  const known = await door.quarantine.register.catchUp()
  if (known._tag === 'Left') return left(known.left)
  const entry = door.quarantine.register.get(id)
  if (entry === undefined) return right(undefined)
  if (entry.status === 'open') return door.events.body(quarantineTenant, entry.position)
  const dropped = await door.quarantine.dropBody(id)
  return dropped._tag === 'Left' ? dropped : right(undefined)
}

const senderOrgsOf = (door: IngestContext, id: string): SenderOrgs => {
  const orgs = door.quarantine.register.get(id)?.allowedOrgs
  return orgs === undefined ? undefined : new Set(orgs)
}

const reasonOf = (verdict: Rejected | Oversized): Pick<StillQuarantined, 'reason' | 'issues'> =>
  verdict._tag === 'Oversized'
    ? { reason: 'too-large', issues: [] }
    : { reason: verdict.reason, issues: verdict.issues }

const withEventId = (delivery: Delivery, given: string | undefined): Delivery => {
  if (given === undefined) return delivery
  const { event, warnings } = delivery.webhook
  return { ...delivery, webhook: { event: { ...event, eventId: given }, warnings } }
}
