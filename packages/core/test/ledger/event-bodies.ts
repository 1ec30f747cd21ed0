import { type Details, type LearnedField, learnedFields, type PartnerProgramEvent } from '../../src/membership/event.js'

/** Whether ingest lets it in: a time of ten digits is taken for seconds. */
export const isDeliverable = ({ occurredAt }: PartnerProgramEvent): boolean => !/^\d{10}$/.test(String(occurredAt))

/** The ends of an event by the names of their fields before `Date`, `Time` and so on. */
const ends = ['partnerTierExpiry', 'membershipExpiry', 'scheduledExpiry'] as const

type EndName = (typeof ends)[number]

interface End {
  readonly date?: string
  readonly time?: string
  readonly millis?: number
  readonly unread?: true
}

const endIn = (fields: object, name: EndName): End => {
  const of = fields as Readonly<Record<string, unknown>>
  const [date, time, millis, unread] = ['Date', 'Time', 'DateInMillis', 'Unread'].map((part) => of[`${name}${part}`])
  return { date, time, millis, unread } as End
}

/**
 * The event as its body is decoded: a mark of what was learned is kept where the date is printed with `T`, or the instant as a
 * text, and instants of reminders are texts always, in whole seconds.
 */
export const asPrinted = (event: PartnerProgramEvent): PartnerProgramEvent => {
  const { learned: _, ...stated } = event
  const printed = withoutIdleMarks(
    'scheduledExpiryDateInMillis' in stated && stated.scheduledExpiryDateInMillis !== undefined
      ? { ...stated, scheduledExpiryDateInMillis: Math.floor(stated.scheduledExpiryDateInMillis / 1000) * 1000 }
      : stated,
  )
  const marks = learnedFields.filter((field) => isLearned(event, field))
  return marks.length === 0 ? printed : { ...printed, learned: marks }
}

/** The event without marks of an unread end where the end is stated as well. */
const withoutIdleMarks = (event: PartnerProgramEvent): PartnerProgramEvent => {
  if (!('details' in event)) return event
  const idle = ends.filter((name) => {
    const { date, millis } = endIn(event.details, name)
    return date !== undefined || millis !== undefined
  })
  const stated = Object.entries(event.details).filter(([field]) => !idle.some((name) => field === `${name}Unread`))
  return { ...event, details: Object.fromEntries(stated) }
}

const isLearned = (event: PartnerProgramEvent, field: LearnedField): boolean => {
  const name = ends.find((one) => field.startsWith(one)) ?? 'scheduledExpiry'
  const { date, time, millis } = endIn('details' in event ? { ...event, ...event.details } : event, name)
  const isMarked = event.learned?.includes(field) === true
  if (field.endsWith('Date')) return isMarked && date !== undefined && time !== undefined
  if (date !== undefined || millis === undefined) return false
  return name === 'scheduledExpiry' || (isMarked && millis % 1000 === 0)
}

/** The text of an end as the vendor prints such; `undefined` where it prints none. */
const dateText = (event: PartnerProgramEvent, fields: object, name: EndName): string | undefined => {
  const { date, time, millis, unread } = endIn(fields, name)
  if (date !== undefined && time === undefined) return date
  if (date !== undefined) return `${date}${isLearned(event, `${name}Date`) ? 'T' : ' '}${time ?? ''}`
  if (millis !== undefined && isLearned(event, `${name}DateInMillis`)) return new Date(millis).toISOString()
  return unread === true ? 'at the end of the season' : undefined
}

const printedDetails = (event: PartnerProgramEvent, details: Details): object => ({
  partnerTierNumber: details.partnerTierNumber,
  partnerTierExpiryDate: dateText(event, details, 'partnerTierExpiry'),
  partnerTierExpiryDateInMillis: isLearned(event, 'partnerTierExpiryDateInMillis')
    ? undefined
    : details.partnerTierExpiryDateInMillis,
  membershipNumber: details.membershipNumber,
  membershipExpiryDate: dateText(event, details, 'membershipExpiry'),
  membershipExpiryDateInMillis: isLearned(event, 'membershipExpiryDateInMillis')
    ? undefined
    : details.membershipExpiryDateInMillis,
})

/** The delivery that says this event, in the flat envelope. */
export const bodyOf = (event: PartnerProgramEvent): string => {
  const { firstName, lastName, loyaltyType, instore, accounts = {} } = event.customer ?? {}
  const sources = Object.entries(accounts).map(([source, known]) => [source, { accounts: known }] as const)
  return JSON.stringify({
    eventName: event.type,
    eventId: event.eventId,
    orgId: event.orgId,
    createdAt: event.occurredAt,
    refId: event.refId,
    data: {
      customerIdentifiers: {
        customerId: event.customerId,
        firstName,
        lastName,
        loyaltyType,
        instore,
        ...Object.fromEntries(sources),
      },
      loyaltyProgramId: event.loyaltyProgramId,
      partnerProgramId: event.partnerProgramId,
      partnerProgramName: event.partnerProgramName,
      partnerProgramType: event.partnerProgramType,
      entityInformation: event.entity && { entityType: event.entity.type, entityId: event.entity.id },
      customerPartnerProgramDetails: 'details' in event ? printedDetails(event, event.details) : undefined,
      updateType: 'updateType' in event ? event.updateType : undefined,
      scheduledExpiryDate: dateText(event, event, 'scheduledExpiry'),
    },
  })
}
