import { left, right } from 'fp-ts/lib/Either.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

import type { Answer } from '../../store/answer.js'
import type { Append, NewEvent, RecordedEvent, StreamName } from '../../store/event.js'
import { outcomeUnknown } from '../../failure/store-error.js'
import { appendKnowingPersons } from '../ingest/append-events.js'
import { recordOf } from '../ingest/fact.js'
import type { IngestContext } from '../ingest/ingest-context.js'
import { withoutPersonal } from '../log/event-record.js'
import { tenantOf } from '../log/stream-names.js'
import type { StandingContext } from './plan-membership.js'

/** What corrections are recorded with. */
export interface CorrectionContext
  extends StandingContext,
    Pick<IngestContext, 'events' | 'forgets' | 'onHead' | 'onRecorded'> {
  /** Called before corrections are appended to this organisation, and what it returns with those that are new. */
  readonly onCorrectionStart: (orgId: number) => (records: readonly RecordedEvent[]) => void
}

/** Appends the corrections of one stream, and returns how many are new. */
export const recordCorrections = async (
  context: CorrectionContext,
  orgId: number,
  stream: StreamName,
  corrections: readonly NewEvent[],
): Answer<number> => {
  let recorded = 0
  for (let next = 0; next < corrections.length; next += most) {
    const end = context.onCorrectionStart(orgId)
    const records: RecordedEvent[] = []
    const written = await appendSome(context, orgId, stream, corrections.slice(next, next + most), records)
    end(records)
    if (written._tag === 'Left') return written
    recorded += records.length
  }
  return right(recorded)
}

/** Appends of one call. */
const most = 100

/** What is of a forgotten person by now is recorded without the number, as its event is. */
const appendSome = async (
  context: CorrectionContext,
  orgId: number,
  stream: StreamName,
  corrections: readonly NewEvent[],
  records: RecordedEvent[],
): Answer<void> => {
  const tenant = tenantOf(orgId)
  let appends: readonly Append[] = []
  const answer = await appendKnowingPersons(context, tenant, (isForgotten) => {
    const made = RNEA.map((event: NewEvent): Append => {
      const isGone = isForgotten(Number(event.facts['customerId']), event.occurredAt)
      return { stream, expected: 'any', event: isGone ? withoutPersonal(event) : event }
    })(corrections as RNEA.ReadonlyNonEmptyArray<NewEvent>)
    appends = made
    return made
  })
  if (answer._tag === 'Left') return answer
  for (const [index, append] of appends.entries()) {
    const outcome = answer.right[index]
    if (outcome === undefined || outcome._tag === 'conflict') return left(outcomeUnknown(unexpected))
    if (outcome._tag === 'appended') records.push(recordOf(append, outcome))
  }
  return right(undefined)
}

const unexpected = 'the store returned no outcome, or a conflict where any version was expected'
