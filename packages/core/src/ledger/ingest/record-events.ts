import { left, right } from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

import { outcomeUnknown } from '../../failure/store-error.js'
import type { PartnerProgramEvent } from '../../membership/event.js'
import { membershipKey } from '../../membership/key.js'
import type { Answer } from '../../store/answer.js'
import type { Append, Tenant } from '../../store/event.js'
import type { Outcome } from '../../store/outcome.js'
import { toRecord, withoutPersonal } from '../log/event-record.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import { membershipStream, tenantOf } from '../log/stream-names.js'
import { appendKnowingPersons } from './append-events.js'
import type { Delivery } from './classify.js'
import { type Fact, factOf } from './fact.js'
import type { IngestContext } from './ingest-context.js'
import type { Duplicate, Recorded } from './receipt.js'
import { sameFact } from './same-fact.js'

/** The id names another fact. Nothing was stored. */
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
export const recordEvent = async (context: IngestContext, delivery: Delivery): Answer<RecordOutcome> => {
  const recorded = await recordEvents(context, delivery.webhook.event.orgId, [delivery])
  return recorded._tag === 'Left' ? recorded : right(recorded.right[0])
}

/** Appends events of one organisation, whatever the versions: they happened, nothing decides whether they may. */
export const recordEvents = async (
  context: IngestContext,
  orgId: number,
  deliveries: RNEA.ReadonlyNonEmptyArray<Delivery>,
): Answer<NonEmptyArray<RecordOutcome>> => {
  const finish = context.onAppendStart(orgId)
  const answer = await appendAll(context, tenantOf(orgId), deliveries)
  finish(answer._tag === 'Left' ? [] : answer.right.facts)
  return answer._tag === 'Left' ? answer : right(answer.right.outcomes)
}

const appendAll = async (
  context: IngestContext,
  tenant: Tenant,
  deliveries: RNEA.ReadonlyNonEmptyArray<Delivery>,
): Answer<Appended> => {
  let appends: readonly Append[] = []
  const answer = await appendKnowingPersons(context, tenant, (isForgotten) => {
    const made = RNEA.map((delivery: Delivery) => appendOf(delivery, isForgotten))(deliveries)
    appends = made
    return made
  })
  if (answer._tag === 'Left') return answer
  const outcomes: RecordOutcome[] = []
  const facts: Fact[] = []
  for (const [index, { webhook }] of deliveries.entries()) {
    const [outcome, append] = [answer.right[index], appends[index]]
    if (outcome === undefined || append === undefined || outcome._tag === 'conflict')
      return left(outcomeUnknown(unexpected))
    const receipt = recordOutcome(webhook.event, webhook.warnings, outcome)
    outcomes.push(receipt)
    if (receipt._tag !== 'Recorded' || outcome._tag !== 'appended') continue
    facts.push(factOf(receipt, append, outcome))
    if (!isStripped(append)) continue
    const marked = await markForgotten(context, tenant, append, outcome.version)
    if (marked._tag === 'Left') return marked
  }
  return right({ outcomes: outcomes as NonEmptyArray<RecordOutcome>, facts })
}

const unexpected = 'the store returned no outcome, or a conflict where any version was expected'

const appendOf = ({ webhook, body }: Delivery, isForgotten: IsForgotten): Append => {
  const { event } = webhook
  const record = toRecord(event, body)
  return {
    stream: membershipStream(event),
    expected: 'any',
    event: isForgotten(event.customerId, event.occurredAt) ? withoutPersonal(record) : record,
  }
}

/** Every delivery has a body; only one of a forgotten person is appended without it. */
const isStripped = ({ event }: Append): boolean => event.body === undefined

/** Nothing personal was stored of a forgotten person's new event; the mark says why. */
const markForgotten = async (
  { events }: IngestContext,
  tenant: Tenant,
  { stream, event }: Append,
  version: number,
): Answer<void> => {
  const marked = await events.forget(tenant, stream, version, event.occurredAt)
  return marked._tag === 'Left' ? left(outcomeUnknown('stored without personal parts, and not marked so')) : marked
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
