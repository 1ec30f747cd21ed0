import { changesType, goesAgainstDirection, hasUnreadExpiry, isAboutAnother } from './anomalies.js'
import { addPeriod, type Draft, draftFrom, finish, note, replaceLast } from './draft.js'
import type { Delinked, ExpiryReminder, Linked, PartnerProgramEvent, Updated } from './event.js'
import { agree, announcedEnd, surelyRanOut } from './expiry.js'
import { endOf, type Membership } from './membership.js'
import { announce, closePeriod, mergeInto, openPeriodWith, tombstone } from './period.js'
import { isOutdated, reminderOf, renew, renewsReminder } from './reminder.js'

/**
 * The membership after one more event. Total: any event folds in any state; nothing is refused, only noted.
 * The event must sort after `membership.last` by time and rank, and its id must be new. `needsRefold` returns `true` where
 * only `foldMembership` of the whole stream is right.
 */
export const evolve = (membership: Membership, event: PartnerProgramEvent): Membership => {
  const draft = draftFrom(membership)
  step(draft, event)
  return finish(draft)
}

/** Folds one more event into the draft. */
export const step = (draft: Draft, event: PartnerProgramEvent): void => {
  follow(draft, event)
  if (changesType(draft, event)) note(draft, 'type-changed', event)
  if (isAboutAnother(event)) note(draft, 'entity-mismatch', event)
  if (hasUnreadExpiry(event)) note(draft, 'expiry-unread', event)
  draft.program = programAfter(draft, event)
  draft.events += 1
  draft.lastEvent = event
}

const follow = (draft: Draft, event: PartnerProgramEvent): void => {
  switch (event.type) {
    case 'partnerProgramLinked':
      return link(draft, event)
    case 'partnerProgramUpdated':
      return update(draft, event)
    case 'partnerProgramDelinked':
      return delink(draft, event)
    case 'supplementaryMembershipExpiryReminder':
      return remind(draft, event)
  }
}

const link = (draft: Draft, event: Linked): void => {
  const last = draft.periods.at(-1)
  if (last !== undefined && last.end === undefined) {
    const ranOut = surelyRanOut(endOf(last), event.occurredAt)
    if (!ranOut) note(draft, 'linked-twice', event)
    replaceLast(draft, closePeriod(last, event.occurredAt, ranOut ? 'expired' : 'superseded'))
  }
  renew(draft)
  addPeriod(draft, openPeriodWith('confirmed', event.occurredAt, event.details))
}

const update = (draft: Draft, event: Updated): void => {
  const last = draft.periods.at(-1)
  if (renewsReminder(last, event)) renew(draft)
  if (last === undefined) {
    note(draft, 'missing-link', event)
    addPeriod(draft, openPeriodWith('implied', event.occurredAt, event.details, event.updateType))
  } else if (last.end !== undefined) note(draft, 'update-after-delink', event)
  else {
    if (goesAgainstDirection(last, event)) note(draft, 'direction-mismatch', event)
    replaceLast(draft, mergeInto(last, event))
  }
}

const delink = (draft: Draft, event: Delinked): void => {
  const last = draft.periods.at(-1)
  if (last === undefined) addPeriod(draft, tombstone(event.occurredAt))
  else if (last.end !== undefined) note(draft, 'delinked-twice', event)
  else replaceLast(draft, closePeriod(last, event.occurredAt, 'delinked'))
}

const remind = (draft: Draft, event: ExpiryReminder): void => {
  const last = draft.periods.at(-1)
  const end = announcedEnd(event)
  const outdated = isOutdated(last, end)
  draft.reminder = reminderOf(event, outdated)
  if (last === undefined) {
    note(draft, 'missing-link', event)
    addPeriod(draft, announce(openPeriodWith('implied', event.occurredAt), end))
    return
  }
  if (last.end !== undefined) return
  if (outdated || differs(last.expiry?.date, event.scheduledExpiryDate)) note(draft, 'expiry-mismatch', event)
  if (end !== undefined && !outdated) replaceLast(draft, announce(last, agree(end, last.expiry) ? undefined : end))
}

const differs = (known: string | undefined, stated: string | undefined): boolean =>
  known !== undefined && stated !== undefined && known !== stated

const programAfter = ({ program }: Draft, event: PartnerProgramEvent): Membership['program'] => {
  const name = event.partnerProgramName ?? program.name
  const type = event.partnerProgramType ?? program.type
  if (name === undefined) return type === undefined || type === program.type ? program : { type }
  if (type === undefined) return name === program.name ? program : { name }
  return name === program.name && type === program.type ? program : { name, type }
}
