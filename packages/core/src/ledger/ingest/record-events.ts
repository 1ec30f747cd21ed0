import { left, right } from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { membershipKey } from '../../membership/key.js'
import type { Append, Tenant } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import type { Outcome } from '../../store/outcome.js'
import { outcomeUnknown } from '../../store/store-error.js'
import type { IngestContext } from './ingest-context.js'
import { toRecord, withoutPersonal } from '../log/event-record.js'
import { neverRejecting } from '../calls-in-flight.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import { type Fact, factOf } from './fact.js'
import type { Delivery } from './classify.js'
import type { Duplicate, Recorded } from './receipt.js'
import { sameFact } from './same-fact.js'
import { membershipStream, tenantOf } from '../log/stream-names.js'

/** The id is taken by another fact. Nothing was stored. */
export interface Mismatch {
  readonly _tag: 'Mismatch'
}

export type RecordOutcome = Recorded | Duplicate | Mismatch

interface Appended {
  readonly outcomes: NonEmptyArray<RecordOutcome>
  /** Those of them that are new. */
  readonly facts: readonly Fact[]
}

/** Appends one event to its membership's stream. */
export const recordEvent = async (door: IngestContext, delivery: Delivery): Answer<RecordOutcome> => {
  const recorded = await recordEvents(door, delivery.webhook.event.orgId, [delivery])
  return recorded._tag === 'Left' ? recorded : right(recorded.right[0])
}

/** Appends events of one organisation, whatever the versions: they happened, nothing decides whether they may. */
export const recordEvents = async (
  door: IngestContext,
  orgId: number,
  deliveries: RNEA.ReadonlyNonEmptyArray<Delivery>,
): Answer<NonEmptyArray<RecordOutcome>> => {
  const ended = door.began(orgId)
  const answer = await neverRejecting(() => appendKnowing(door, orgId, deliveries))
  ended(answer._tag === 'Left' ? [] : answer.right.facts)
  return answer._tag === 'Left' ? answer : right(answer.right.outcomes)
}

/** Who is forgotten is asked before, so that nothing of theirs is stored, and after, where somebody appended meanwhile. */
const appendKnowing = async (
  door: IngestContext,
  orgId: number,
  deliveries: RNEA.ReadonlyNonEmptyArray<Delivery>,
): Answer<Appended> => {
  const tenant = tenantOf(orgId)
  const before = await door.forgets.catchUp(tenant)
  if (before._tag === 'Left') return before
  const answer = await appendAll(door.events, tenant, deliveries, before.right)
  if (answer._tag === 'Left') return answer
  const after = isAllKnown(door, tenant, answer.right.facts) ? before : await door.forgets.catchUp(tenant)
  if (after._tag === 'Left') return left(outcomeUnknown(unforgotten))
  for (const { webhook } of deliveries) {
    const { event } = webhook
    if (!after.right(event.customerId, event.occurredAt)) continue
    const forgotten = await door.events.forget(tenant, membershipStream(event), latest, event.occurredAt)
    if (forgotten._tag === 'Left') return left(outcomeUnknown(unforgotten))
  }
  return answer
}

/** Whether what was known before the append is all that there was: nothing of anybody else came in between. */
const isAllKnown = ({ forgets }: IngestContext, tenant: Tenant, facts: readonly Fact[]): boolean => {
  let isKnown = true
  for (const { record } of facts) if (!forgets.isKnownUpTo(tenant, record.position)) isKnown = false
  return isKnown
}

/** What failed behind the append must not say that nothing was stored; the same body again makes up for it. */
const unforgotten = 'stored, but it could not be seen to that a forgotten person stays forgotten'

/** A version that no stream reaches. */
const latest = Number.MAX_SAFE_INTEGER

const appendAll = async (
  events: EventStore,
  tenant: Tenant,
  deliveries: RNEA.ReadonlyNonEmptyArray<Delivery>,
  isForgotten: IsForgotten,
): Answer<Appended> => {
  const asked = RNEA.map(({ webhook, body }: Delivery) => ({
    webhook,
    append: appendOf(webhook.event, body, isForgotten),
  }))(deliveries)
  const answer = await events.append(tenant, RNEA.map(({ append }: { readonly append: Append }) => append)(asked))
  if (answer._tag === 'Left') return answer
  const outcomes: RecordOutcome[] = []
  const facts: Fact[] = []
  for (const [index, { webhook, append }] of asked.entries()) {
    const outcome = answer.right[index]
    if (outcome === undefined || outcome._tag === 'conflict') return left(outcomeUnknown(unexpected))
    const receipt = recordOutcome(webhook.event, webhook.warnings, outcome)
    outcomes.push(receipt)
    if (receipt._tag === 'Recorded' && outcome._tag === 'appended') facts.push(factOf(receipt, append, outcome))
  }
  return right({ outcomes: outcomes as NonEmptyArray<RecordOutcome>, facts })
}

const unexpected = 'the store answered no outcome, or a conflict where any version was expected'

const appendOf = (event: PartnerProgramEvent, body: Uint8Array, isForgotten: IsForgotten): Append => {
  const record = toRecord(event, body)
  return {
    stream: membershipStream(event),
    expected: 'any',
    event: isForgotten(event.customerId, event.occurredAt) ? withoutPersonal(record) : record,
  }
}

const recordOutcome = (
  event: PartnerProgramEvent,
  warnings: Recorded['warnings'],
  outcome: Exclude<Outcome, { readonly _tag: 'conflict' }>,
): RecordOutcome => {
  const { position, version } = outcome
  const place = { key: membershipKey(event), eventId: event.eventId, position, version }
  if (outcome._tag === 'appended') return { _tag: 'Recorded', ...place, warnings }
  return sameFact(outcome, event) ? { _tag: 'Duplicate', ...place } : { _tag: 'Mismatch' }
}
