import type { PartnerProgramEvent } from '../../membership/event.js'
import { upcast } from '../../membership/upcast.js'
import type { Facts } from '../../store/event.js'
import type { Duplicate } from '../../store/outcome.js'
import { factsOf } from '../log/event-record.js'
import { type FactField, factFields, learnedIn } from '../log/fact-fields.js'

/** The first delivery of an event id as the log keeps it: its type, time and facts, in the shape of its schema. */
export type RecordedFact = Pick<Duplicate, 'type' | 'occurredAt' | 'schema' | 'facts'>

/**
 * Whether a delivery with a known event id states the fact that is recorded under it. Compared are type, occurredAt and
 * the fields that the fold reads, dates as the first decoder kept them. A field that the second delivery lacks is not
 * compared; one that only the second has makes another fact, milliseconds and dates that were unread aside.
 */
export const sameFact = (first: RecordedFact, again: PartnerProgramEvent): boolean => {
  if (first.type !== again.type || first.occurredAt !== again.occurredAt) return false
  const recorded = upcast(first.schema, first.facts)
  const stated = factsOf(again)
  return compared.every((field) => agrees(field, recorded, stated))
}

const compared = factFields.filter(({ fold }) => fold === 'compared' || fold === 'optional')

const agrees = (field: FactField, recorded: Facts, stated: Facts): boolean => {
  const second = frozenValue(field, stated)
  if (second === undefined) return true
  const first = frozenValue(field, recorded)
  if (first !== undefined) return first === second
  return field.fold === 'optional' || (field.unread !== undefined && recorded[field.unread] !== undefined)
}

/** The value as the first decoder would have kept it. */
const frozenValue = ({ name }: FactField, facts: Facts): string | number | undefined =>
  (learnedIn(facts) as ReadonlySet<string>).has(name) ? undefined : facts[name]
