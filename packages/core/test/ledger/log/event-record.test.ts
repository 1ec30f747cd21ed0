import type { RecordedEvent } from '@partner-ledger/core/store'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { toRecord } from '../../../src/ledger/log/event-record.js'
import { factFields } from '../../../src/ledger/log/fact-fields.js'
import { impersonalEvent, wholeEvent } from '../../../src/ledger/log/recorded-event.js'
import { eventTypes, learnedFields, type PartnerProgramEvent } from '../../../src/membership/event.js'

const valueOf = (kind: (typeof factFields)[number]['kind']): fc.Arbitrary<unknown> =>
  kind === 'text'
    ? fc.string({ minLength: 1 })
    : kind === 'number'
      ? fc.integer({ min: 1 })
      : kind === 'flag'
        ? fc.constant(true)
        : fc.subarray([...learnedFields], { minLength: 1 })

/** Any of the values that the list of fields names, in the part of the event that states them. */
const part = (name: 'event' | 'details'): fc.Arbitrary<Record<string, unknown>> => {
  const fields = factFields.filter((field) => field.part === name)
  const ids = new Set(['customerId', 'loyaltyProgramId', 'partnerProgramId'])
  return fc.record(Object.fromEntries(fields.map((field) => [field.property ?? field.name, valueOf(field.kind)])), {
    requiredKeys: fields.map(({ name: key }) => key).filter((key) => ids.has(key)),
  })
}

const event: fc.Arbitrary<PartnerProgramEvent> = fc
  .record({
    type: fc.constantFrom(...eventTypes),
    own: part('event'),
    details: part('details'),
    entity: fc.option(fc.record({ type: fc.string(), id: fc.integer() }), { nil: undefined }),
  })
  .map(({ type, own, details, entity }) => {
    const hasDetails = type === 'partnerProgramLinked' || type === 'partnerProgramUpdated'
    const stated = { type, eventId: 'e-1', occurredAt: 5, orgId: 7, ...own }
    const whole = { ...stated, ...(hasDetails ? { details } : {}), ...(entity === undefined ? {} : { entity }) }
    return whole as unknown as PartnerProgramEvent
  })

const recorded = (given: PartnerProgramEvent): RecordedEvent => {
  const { body: _, ...record } = toRecord(given)
  return { ...record, stream: 'membership/1/2/3', version: 1, position: 1, recordedAt: 9 }
}

it('An event comes back from its record with every value that it states', () => {
  fc.assert(
    fc.property(event, (given) => {
      expect(wholeEvent('7', recorded(given))).toEqual(given)
    }),
  )
})

it('The facts of a record hold no personal value, and an event without them no membership number', () => {
  fc.assert(
    fc.property(event, (given) => {
      const record = recorded(given)
      expect(Object.keys(record.facts)).not.toContain('membershipNumber')
      expect(JSON.stringify(impersonalEvent('7', record))).not.toContain('"membershipNumber"')
    }),
  )
})
