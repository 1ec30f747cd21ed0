import type { PartnerProgramEvent } from '../../membership/event.js'
import { currentSchema } from '../../membership/upcast.js'
import type { Facts, NewEvent } from '../../store/event.js'
import { type Values, writeFacts, writePersonal } from './generated/recorded-values.js'

/** The three parts of an event as a store keeps them: flat facts, flat personal values, the delivery as received. */
export const toRecord = (event: PartnerProgramEvent, body?: Uint8Array): NewEvent => {
  const personal = personalOf(event)
  return {
    id: event.eventId,
    type: event.type,
    occurredAt: event.occurredAt,
    schema: currentSchema,
    facts: factsOf(event),
    ...(personal === undefined ? {} : { personal }),
    ...(body === undefined ? {} : { body }),
  }
}

/** The record without the parts that `forget` removes. */
export const withoutPersonal = ({ id, type, occurredAt, schema, facts }: NewEvent): NewEvent => ({
  id,
  type,
  occurredAt,
  schema,
  facts,
})

/** The event without its membership number, as the fold of a forgotten person reads it. */
export const withoutNumber = (event: PartnerProgramEvent): PartnerProgramEvent => {
  if (!('details' in event) || event.details.membershipNumber === undefined) return event
  const { membershipNumber: _, ...details } = event.details
  return { ...event, details }
}

/** The event without membership number and customer, as subscribers receive that of a forgotten person. */
export const withoutPerson = (event: PartnerProgramEvent): PartnerProgramEvent => {
  const { customer: _, ...others } = withoutNumber(event)
  return others
}

/** The facts of an event: everything that stays when its person is forgotten. */
export const factsOf = (event: PartnerProgramEvent): Facts => {
  const facts: Record<string, string | number> = {}
  writeFacts(facts, event as unknown as Values)
  return facts
}

const personalOf = (event: PartnerProgramEvent): Facts | undefined => {
  const personal: Record<string, string | number> = {}
  writePersonal(personal, event as unknown as Values)
  if (event.customer !== undefined) personal['customer'] = JSON.stringify(event.customer)
  return 'customer' in personal || 'membershipNumber' in personal ? personal : undefined
}
