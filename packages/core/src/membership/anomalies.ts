import type { PartnerProgramEvent, Updated } from './event.js'
import type { Anomaly, AnomalyKind, Membership, Period } from './membership.js'
import { surelyRanOut } from './period.js'

/** What this event should not say in this state: first of its link, then of its direction, type and entity. */
export const anomaliesOf = (membership: Membership, event: PartnerProgramEvent): readonly Anomaly[] => {
  const last = membership.periods.at(-1)
  const kinds: AnomalyKind[] = []
  const ofLink = linkAnomaly(last, event)
  if (ofLink !== undefined) kinds.push(ofLink)
  if (event.type === 'partnerProgramUpdated' && goesAgainstDirection(last, event)) kinds.push('direction-mismatch')
  if (changesType(membership, event)) kinds.push('type-changed')
  if (isAboutAnother(event)) kinds.push('entity-mismatch')
  if (kinds.length === 0) return none
  return kinds.map((kind) => ({ kind, eventId: event.eventId, occurredAt: event.occurredAt }))
}

const none: readonly Anomaly[] = []

const linkAnomaly = (last: Period | undefined, event: PartnerProgramEvent): AnomalyKind | undefined => {
  const closed = last?.end !== undefined
  switch (event.type) {
    case 'partnerProgramLinked':
      return last === undefined || closed || surelyRanOut(last.expiry, event.occurredAt) ? undefined : 'linked-twice'
    case 'partnerProgramUpdated':
      return last === undefined ? 'missing-link' : closed ? 'update-after-delink' : undefined
    case 'partnerProgramDelinked':
      return closed ? 'delinked-twice' : undefined
    case 'supplementaryMembershipExpiryReminder':
      if (last === undefined) return 'missing-link'
      return !closed && datesDiffer(last.expiry?.date, event.scheduledExpiryDate) ? 'expiry-mismatch' : undefined
  }
}

const datesDiffer = (known: string | undefined, stated: string | undefined): boolean =>
  known !== undefined && stated !== undefined && known !== stated

const goesAgainstDirection = (last: Period | undefined, { details, updateType }: Updated): boolean => {
  const before = last?.tier?.number
  const after = details.partnerTierNumber
  if (last?.end !== undefined || before === undefined || after === undefined) return false
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

const changesType = ({ program }: Membership, { partnerProgramType }: PartnerProgramEvent): boolean =>
  program.type !== undefined && partnerProgramType !== undefined && partnerProgramType !== program.type

const isAboutAnother = ({ entity, customerId }: PartnerProgramEvent): boolean =>
  entity?.type === 'USER' && entity.id !== customerId
