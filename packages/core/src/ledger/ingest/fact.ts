import type { Append, RecordedEvent } from '../../store/event.js'
import type { Appended } from '../../store/outcome.js'
import type { Recorded } from './receipt.js'

/** A new fact: its receipt, and its record, as the store gives it back until a person is forgotten. */
export interface Fact {
  readonly receipt: Recorded
  readonly record: RecordedEvent
}

/** The fact that an append added. It does not hold the body. */
export const factOf = (receipt: Recorded, append: Append, appended: Appended): Fact => ({
  receipt,
  record: recordOf(append, appended),
})

/** The record that an append added, without its body. */
export const recordOf = ({ stream, event }: Append, appended: Appended): RecordedEvent => {
  const { id, type, occurredAt, schema, facts, personal } = event
  const { version, position, recordedAt } = appended
  const record = { stream, version, position, recordedAt, id, type, occurredAt, schema, facts }
  return personal === undefined ? record : { ...record, personal }
}
