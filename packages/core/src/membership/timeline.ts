import { type Draft, emptyDraft, finish } from './draft.js'
import type { PartnerProgramEvent } from './event.js'
import { step } from './evolve.js'
import type { Expiry } from './expiry.js'
import { ofKey } from './fold.js'
import type { MembershipKey } from './key.js'
import type { AnomalyKind, Membership, Period, Reminder, Tier } from './membership.js'
import { inEventOrder } from './order.js'
import { same } from './same.js'
import { factsIn } from './twins.js'

/** The parts of a membership that support staff ask about. */
export interface MembershipFields {
  readonly link: Pick<Period, 'openedAt' | 'certainty' | 'closedAt' | 'end'>
  readonly tier: Tier
  readonly expiry: PeriodEnd
  readonly membershipNumber: string
  readonly program: Membership['program']
  readonly reminder: Reminder
}

/** The end that a period goes by. `announced` where a reminder announced it and no other event has stated it since. */
export type PeriodEnd = Expiry & { readonly announced?: true }

/** The name of a field that `explain` can follow. */
export type MembershipField = keyof MembershipFields

/** One field that an event changed against its neighbour in event order; absent: there was or is none. */
export type FieldChange = {
  readonly [F in MembershipField]: {
    readonly field: F
    readonly before?: MembershipFields[F]
    readonly after?: MembershipFields[F]
  }
}[MembershipField]

/** An event that was folded, with what it changed. */
export interface TimelineEntry<E> {
  readonly event: E
  readonly changes: readonly FieldChange[]
  readonly anomalies: readonly AnomalyKind[]
}

/** An event that states the fact of another one under another id. It is recorded and not folded. */
export interface Twin<E> {
  readonly event: E
  /** The `eventId` of the event that is folded. */
  readonly of: string
}

/** How a membership came to be what it is. */
export interface Timeline<E> {
  readonly membership: Membership
  /** In event order, not in the order of arrival. One entry for each event that `membership.events` counts. */
  readonly entries: readonly TimelineEntry<E>[]
  /** Present where some fact was sent under two ids. */
  readonly twins?: readonly Twin<E>[]
}

/** The membership of these events, and what each of them changed. Events of another key are left out. */
export const timeline = <E extends PartnerProgramEvent>(key: MembershipKey, events: Iterable<E>): Timeline<E> => {
  const draft = emptyDraft(key)
  let before = fieldsOf(draft)
  const facts = factsIn(inEventOrder(ofKey(key, events)))
  const entries = facts.map(({ event, folded }) => {
    const noted = draft.anomalies.length
    step(draft, folded)
    const after = fieldsOf(draft)
    const entry = {
      event,
      changes: changesBetween(before, after),
      anomalies: draft.anomalies.slice(noted).map(({ kind }) => kind),
    }
    before = after
    return entry
  })
  const twins = facts.flatMap((fact) => fact.twins.map((event) => ({ event, of: fact.event.eventId })))
  const membership = finish(draft)
  return twins.length === 0 ? { membership, entries } : { membership, entries, twins }
}

/** The entries of the timeline in which `field` changed: the events that made it what it is. */
export const explain = <E extends PartnerProgramEvent>(
  key: MembershipKey,
  events: Iterable<E>,
  field: MembershipField,
): readonly TimelineEntry<E>[] =>
  timeline(key, events)
    .entries.map((entry) => ({ ...entry, changes: entry.changes.filter((change) => change.field === field) }))
    .filter(({ changes }) => changes.length > 0)

/** The fields that `explain` explains. */
export const explainedFields = ['link', 'tier', 'expiry', 'membershipNumber', 'program', 'reminder'] as const

type Fields = { readonly [F in MembershipField]: MembershipFields[F] | undefined }

const changesBetween = (before: Fields, after: Fields): readonly FieldChange[] =>
  explainedFields.flatMap((field) => {
    const was = before[field]
    const is = after[field]
    if (same(was, is)) return []
    return [
      {
        field,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      } as FieldChange,
    ]
  })

const fieldsOf = ({ periods, program, reminder }: Draft): Fields => {
  const last = periods.at(-1)
  return {
    link: last === undefined ? undefined : linkOf(last),
    tier: last?.tier,
    expiry: last === undefined ? undefined : periodEnd(last),
    membershipNumber: last?.membershipNumber,
    program: program.name === undefined && program.type === undefined ? undefined : program,
    reminder,
  }
}

const periodEnd = ({ announcedExpiry, expiry }: Period): PeriodEnd | undefined =>
  announcedExpiry === undefined ? expiry : { ...announcedExpiry, announced: true }

const linkOf = ({ openedAt, certainty, closedAt, end }: Period): MembershipFields['link'] => ({
  ...(openedAt === undefined ? {} : { openedAt }),
  certainty,
  ...(closedAt === undefined ? {} : { closedAt }),
  ...(end === undefined ? {} : { end }),
})
