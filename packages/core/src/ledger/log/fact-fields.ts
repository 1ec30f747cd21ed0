import type { LearnedField } from '../../membership/event.js'
import type { Facts } from '../../store/event.js'

/**
 * How a value of an event stands in its record: `text` and `number` as they are, `flag` (`true`) as 1, `names` (a list of
 * names without spaces) as one text.
 */
type FactKind = 'text' | 'number' | 'flag' | 'names'

/** One value that events state, from the event to its record and back. */
export interface FactField {
  /** The name in the record, and of the property of the event where `property` is absent. */
  readonly name: string
  readonly kind: FactKind
  /** The part of the event that states it. */
  readonly part: 'event' | 'details' | 'entity'
  readonly property?: string
  /** Kept in the personal part of the record, which `forget` removes. */
  readonly personal?: true
  /**
   * Whether the fold reads it, and how a second delivery of an event id is compared by it: `compared` strictly;
   * `optional` where both deliveries state it; `ignored` never, since the first decoder did not know it.
   */
  readonly fold?: 'compared' | 'optional' | 'ignored'
  /** The flag that stands in its place where its text could not be read. */
  readonly unread?: string
}

const text = (name: string, more: Partial<FactField> = {}): FactField => ({
  name,
  kind: 'text',
  part: 'event',
  ...more,
})
const number = (name: string, more: Partial<FactField> = {}): FactField => ({ ...text(name, more), kind: 'number' })
const detail = { part: 'details' } as const

/** The date, time of day, instant and mark of one expiry. */
const expiry = (name: string, part: FactField['part']): readonly FactField[] => [
  text(`${name}Date`, { part, fold: 'compared', unread: `${name}Unread` }),
  text(`${name}Time`, { part, fold: 'ignored' }),
  number(`${name}DateInMillis`, { part, fold: 'optional' }),
  { name: `${name}Unread`, kind: 'flag', part, fold: 'ignored' },
]

/**
 * Every value of an event beside its id, type, time and organisation, in the order in which records list them. A new field
 * of the vendor is one line here.
 */
export const factFields: readonly FactField[] = [
  number('customerId', { fold: 'compared' }),
  number('loyaltyProgramId', { fold: 'compared' }),
  number('partnerProgramId', { fold: 'compared' }),
  text('partnerProgramName', { fold: 'compared' }),
  text('partnerProgramType', { fold: 'compared' }),
  text('refId', { fold: 'ignored' }),
  text('apiRequestId'),
  text('loyaltyEventId'),
  number('eventLogId'),
  text('actionType'),
  text('entityType', { part: 'entity', property: 'type', fold: 'ignored' }),
  number('entityId', { part: 'entity', property: 'id', fold: 'ignored' }),
  number('partnerTierNumber', { ...detail, fold: 'compared' }),
  ...expiry('partnerTierExpiry', 'details'),
  ...expiry('membershipExpiry', 'details'),
  text('updateType', { fold: 'compared' }),
  ...expiry('scheduledExpiry', 'event'),
  { name: 'learned', kind: 'names', part: 'event', fold: 'ignored' },
  text('membershipNumber', { ...detail, personal: true, fold: 'ignored' }),
]

/** The marks of fields that the first decoder would have left out. */
export const learnedIn = (facts: Facts): ReadonlySet<LearnedField> => {
  const { learned } = facts
  return learned === undefined ? none : new Set(String(learned).split(' ') as LearnedField[])
}

const none: ReadonlySet<LearnedField> = new Set()
