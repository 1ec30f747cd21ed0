import { createHash } from 'node:crypto'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { membershipKey, type MembershipKey } from '../../membership/key.js'
import { compareText } from '../../membership/order.js'
import { currentSchema, upcast } from '../../membership/upcast.js'
import type { Facts, NewEvent, RecordedEvent, Tenant } from '../../store/event.js'
import { factsOf } from './event-record.js'
import { factFields } from './fact-fields.js'

/** A body was decoded anew: what the fold reads of its event is this from now on. It stands in the stream of its event. */
const correctionType = 'eventCorrected'

export const isCorrection = ({ type }: Pick<RecordedEvent, 'type'>): boolean => type === correctionType

/** The id of the event that this record corrects. */
export const correctedId = ({ facts }: Pick<RecordedEvent, 'facts'>): string => String(facts['correctedId'])

/** 1, 2, … for each event. The highest counts; of two of one number the one of the greater id. */
export const correctionNumber = ({ facts }: Pick<RecordedEvent, 'facts'>): number => Number(facts['correction'])

/** The membership in whose stream the correction stands. */
export const correctedKey = (tenant: Tenant, { facts }: RecordedEvent): MembershipKey =>
  membershipKey({
    orgId: Number(tenant),
    loyaltyProgramId: Number(facts['loyaltyProgramId']),
    partnerProgramId: Number(facts['partnerProgramId']),
    customerId: Number(facts['customerId']),
  })

/**
 * The record by which `event`, as it is read now, takes the place of what was recorded under its id. It occurred when the event
 * did, so that `forget` takes the personal parts of both. Its id follows from the event, the number and the facts: repeating
 * it adds nothing.
 */
export const correctionOf = (event: PartnerProgramEvent, number: number): NewEvent => {
  const facts = { correctedId: event.eventId, correctedType: event.type, correction: number, ...foldedFacts(event) }
  const membershipNumber = numberOf(event)
  return {
    id: `corrected:${hash(JSON.stringify(Object.entries(facts)))}`,
    type: correctionType,
    occurredAt: event.occurredAt,
    schema: currentSchema,
    facts,
    ...(membershipNumber === undefined ? {} : { personal: { membershipNumber } }),
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** The names of the values that the fold reads and in which the two events differ, `membershipNumber` among them. */
export const differingFields = (a: PartnerProgramEvent, b: PartnerProgramEvent): readonly string[] => {
  const [one, other] = [factsOf(a), factsOf(b)]
  const fields = foldedNames.filter((name) => one[name] !== other[name])
  return numberOf(a) === numberOf(b) ? fields : [...fields, 'membershipNumber']
}

const foldedNames = factFields.flatMap(({ name, fold, personal }) =>
  fold === undefined || personal === true ? [] : [name],
)

const isFolded: ReadonlySet<string> = new Set(foldedNames)

const foldedFacts = (event: PartnerProgramEvent): Facts => onlyFacts(factsOf(event), (name) => isFolded.has(name))

const onlyFacts = (facts: Facts, holds: (name: string) => boolean): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => holds(name)))

const numberOf = (event: PartnerProgramEvent): string | undefined =>
  'details' in event ? event.details.membershipNumber : undefined

/** The record of an event as its last correction has it. */
export interface EventRecord {
  readonly record: RecordedEvent
  /** Where it was corrected: the record of the event itself, and the correction that counts. */
  readonly corrected?: { readonly original: RecordedEvent; readonly correction: RecordedEvent }
}

/** The records that are no corrections, each as the last correction of its id among these has it. */
export const correctedRecords = (records: readonly RecordedEvent[]): readonly EventRecord[] => {
  const corrections: Corrections = new Map()
  for (const record of records) if (isCorrection(record)) noteCorrection(corrections, record)
  if (corrections.size === 0) return records.map((record) => ({ record }))
  return records.flatMap((original) => {
    if (isCorrection(original)) return []
    const correction = corrections.get(placeOf(original))
    return correction === undefined
      ? { record: original }
      : { record: correctRecord(original, correction), corrected: { original, correction } }
  })
}

/** The correction that counts of each event that has one, by its place: stream and id. */
export type Corrections = Map<string, RecordedEvent>

/** Takes note of a correction, in whatever order they come. */
export const noteCorrection = (corrections: Corrections, record: RecordedEvent): void => {
  const place = placeOf({ stream: record.stream, id: correctedId(record) })
  const known = corrections.get(place)
  if (known === undefined || compareCorrections(known, record) < 0) corrections.set(place, record)
}

/** The record as the correction that is known of it has it. */
export const correctedBy = (corrections: Corrections, record: RecordedEvent): RecordedEvent => {
  const correction = corrections.get(placeOf(record))
  return correction === undefined ? record : correctRecord(record, correction)
}

/** No stream holds a NUL. */
const placeOf = ({ stream, id }: Pick<RecordedEvent, 'stream' | 'id'>): string => `${stream}\0${id}`

const compareCorrections = (a: RecordedEvent, b: RecordedEvent): number =>
  correctionNumber(a) - correctionNumber(b) || compareText(a.id, b.id)

/** Facts that only inform, the customer, and the place in the log stay those of the event. */
const correctRecord = (original: RecordedEvent, { schema, facts, personal }: RecordedEvent): RecordedEvent => {
  const { personal: first, ...record } = original
  const { membershipNumber: _, ...others } = first ?? {}
  const kept = { ...others, ...personal }
  return {
    ...record,
    schema: currentSchema,
    facts: {
      ...onlyFacts(upcast(original.schema, original.facts), (name) => !isFolded.has(name)),
      ...onlyFacts(upcast(schema, facts), (name) => isFolded.has(name)),
    },
    ...(Object.keys(kept).length === 0 ? {} : { personal: kept }),
  }
}

/** The event that a correction speaks of, as the correction alone tells it: with what the fold reads. */
export const recordInCorrection = (correction: RecordedEvent): RecordedEvent => ({
  ...correction,
  id: correctedId(correction),
  type: String(correction.facts['correctedType']),
  facts: onlyFacts(correction.facts, (name) => isFolded.has(name)),
})
