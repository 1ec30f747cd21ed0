import type { PartnerProgramEvent } from './event.js'
import { evolve } from './evolve.js'
import { ofKey } from './fold.js'
import type { MembershipKey } from './key.js'
import {
  type AnomalyKind,
  type Expiry,
  initial,
  type Membership,
  type Period,
  type Reminder,
  type Tier,
} from './membership.js'
import { inEventOrder } from './order.js'
import { same } from './same.js'

/** The parts of a membership that support staff ask about. */
export interface MembershipFields {
  readonly link: Pick<Period, 'openedAt' | 'certainty' | 'closedAt' | 'end'>
  readonly tier: Tier
  readonly expiry: Expiry
  readonly membershipNumber: string
  readonly program: Membership['program']
  readonly reminder: Reminder
}

export type MembershipField = keyof MembershipFields

/** One field that an event changed against its neighbour in event order; absent: there was or is none. */
export type FieldChange = {
  readonly [F in MembershipField]: {
    readonly field: F
    readonly before?: MembershipFields[F]
    readonly after?: MembershipFields[F]
  }
}[MembershipField]

/** An event in its place, with what it changed. */
export interface TimelineEntry<E> {
  readonly event: E
  readonly changes: readonly FieldChange[]
  readonly anomalies: readonly AnomalyKind[]
}

/** How a membership came to be what it is. */
export interface Timeline<E> {
  readonly membership: Membership
  /** In event order, not in the order of arrival. */
  readonly entries: readonly TimelineEntry<E>[]
}

/** The membership of these events, and what each of them changed. Events of another key are left out. */
export const timeline = <E extends PartnerProgramEvent>(key: MembershipKey, events: Iterable<E>): Timeline<E> => {
  const entries: TimelineEntry<E>[] = []
  let membership = initial(key)
  for (const event of inEventOrder(ofKey(key, events))) {
    const after = evolve(membership, event)
    entries.push({ event, changes: changesBetween(membership, after), anomalies: newAnomalies(membership, after) })
    membership = after
  }
  return { membership, entries }
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

const changesBetween = (before: Membership, after: Membership): readonly FieldChange[] =>
  explainedFields.flatMap((field) => {
    const was = read(before, field)
    const is = read(after, field)
    if (same(was, is)) return []
    return [
      {
        field,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      } as FieldChange,
    ]
  })

const newAnomalies = (before: Membership, after: Membership): readonly AnomalyKind[] =>
  after.anomalies.slice(before.anomalies.length).map(({ kind }) => kind)

const read = (
  { periods, program, reminder }: Membership,
  field: MembershipField,
): MembershipFields[MembershipField] | undefined => {
  const last = periods.at(-1)
  switch (field) {
    case 'link':
      return last === undefined ? undefined : linkOf(last)
    case 'tier':
      return last?.tier
    case 'expiry':
      return last?.expiry
    case 'membershipNumber':
      return last?.membershipNumber
    case 'program':
      return program.name === undefined && program.type === undefined ? undefined : program
    case 'reminder':
      return reminder
  }
}

const linkOf = ({ openedAt, certainty, closedAt, end }: Period): MembershipFields['link'] => ({
  ...(openedAt === undefined ? {} : { openedAt }),
  certainty,
  ...(closedAt === undefined ? {} : { closedAt }),
  ...(end === undefined ? {} : { end }),
})
