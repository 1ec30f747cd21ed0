import type { Details, PartnerProgramEvent, Updated } from './event.js'
import { announcedEnd, membershipExpiry, tierExpiry } from './expiry.js'
import type { Membership, Period } from './membership.js'

/** Whether the update moves the tier against the direction that it names. */
export const goesAgainstDirection = (open: Period, { details, updateType }: Updated): boolean => {
  const before = open.tier?.number
  const after = details.partnerTierNumber
  if (before === undefined || after === undefined) return false
  switch (updateType) {
    case 'UPGRADE':
      return after <= before
    case 'DOWNGRADE':
      return after >= before
    case 'RENEW':
      return after !== before
    default:
      return false
  }
}

/** Whether the event states another type of the program than the one that was stated last. */
export const changesType = (
  { program }: Pick<Membership, 'program'>,
  { partnerProgramType }: PartnerProgramEvent,
): boolean => program.type !== undefined && partnerProgramType !== undefined && partnerProgramType !== program.type

/** Whether the event speaks of another user than its customer. */
export const isAboutAnother = ({ entity, customerId }: PartnerProgramEvent): boolean =>
  entity?.type === 'USER' && entity.id !== customerId

/** Whether the event states an end that cannot be read. */
export const hasUnreadExpiry = (event: PartnerProgramEvent): boolean => {
  switch (event.type) {
    case 'partnerProgramLinked':
    case 'partnerProgramUpdated':
      return isUnread(event.details)
    case 'supplementaryMembershipExpiryReminder':
      return event.scheduledExpiryUnread === true && announcedEnd(event) === undefined
    case 'partnerProgramDelinked':
      return false
  }
}

const isUnread = (details: Details): boolean =>
  (details.membershipExpiryUnread === true && membershipExpiry(details)?.unknown === true) ||
  (details.partnerTierExpiryUnread === true && tierExpiry(details)?.unknown === true)
