import { left, right } from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

import type { PartnerProgramEvent } from '../membership/event.js'
import { membershipKey } from '../membership/key.js'
import type { Append } from '../store/event.js'
import type { Answer } from '../store/answer.js'
import type { EventStore } from '../store/event-store.js'
import type { Outcome } from '../store/outcome.js'
import { outcomeUnknown } from '../store/store-error.js'
import type { Door } from './door.js'
import { toRecord } from './event-record.js'
import type { Delivery } from './judge.js'
import type { AlreadyRecorded, Recorded } from './receipt.js'
import { sameFact } from './same-fact.js'
import { membershipStream, tenantOf } from './stream-names.js'

/** The id is taken by another fact. Nothing was stored. */
export interface Mismatch {
  readonly _tag: 'Mismatch'
}

export type RecordOutcome = Recorded | AlreadyRecorded | Mismatch

/** Appends one event to its membership's stream. */
export const recordEvent = async (door: Door, delivery: Delivery): Answer<RecordOutcome> => {
  const recorded = await recordEvents(door, delivery.webhook.event.orgId, [delivery])
  return recorded._tag === 'Left' ? recorded : right(recorded.right[0])
}

/** Appends events of one organisation, whatever the versions: they happened, nothing decides whether they may. */
export const recordEvents = async (
  door: Door,
  orgId: number,
  deliveries: ReadonlyNonEmptyArray<Delivery>,
): Answer<NonEmptyArray<RecordOutcome>> => {
  const ended = door.began(orgId)
  const answer = await appendAll(door.events, orgId, deliveries)
  ended(answer._tag === 'Left' ? [] : answer.right.filter((outcome) => outcome._tag === 'Recorded'))
  return answer
}

const appendAll = async (
  events: EventStore,
  orgId: number,
  deliveries: ReadonlyNonEmptyArray<Delivery>,
): Answer<NonEmptyArray<RecordOutcome>> => {
  const [first, ...others] = deliveries
  const answer = await events.append(tenantOf(orgId), [appendOf(first), ...others.map(appendOf)])
  if (answer._tag === 'Left') return answer
  const outcomes: RecordOutcome[] = []
  for (const [index, { webhook }] of deliveries.entries()) {
    const outcome = answer.right[index]
    if (outcome === undefined || outcome._tag === 'conflict') return left(outcomeUnknown(unexpected))
    outcomes.push(recordOutcome(webhook.event, webhook.warnings, outcome))
  }
  return right(outcomes as NonEmptyArray<RecordOutcome>)
}

const unexpected = 'the store answered no outcome, or a conflict where any version was expected'

const appendOf = ({ webhook: { event }, body }: Delivery): Append => ({
  stream: membershipStream(event),
  expected: 'any',
  event: toRecord(event, body),
})

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
