import {
  explain,
  type MembershipKey,
  type PartnerProgramEvent,
  timeline,
  type Timeline,
  type TimelineEntry,
} from '@partner-ledger/core/membership'

import type { Telling } from '../timeline-laws.js'

const ours: Telling = { timeline, explain }

/** Timelines of which something is lost or mixed up on the way. */
const retold = (
  change: <E extends PartnerProgramEvent>(
    told: Timeline<E>,
    key: MembershipKey,
    events: Iterable<E>,
  ) => readonly TimelineEntry<E>[],
): Telling => ({
  ...ours,
  timeline: (key, events) => ({ ...timeline(key, events), entries: change(timeline(key, events), key, events) }),
})

export const inArrivalOrder = retold(({ entries }, _key, events) =>
  [...events].flatMap(({ eventId }) => entries.find(({ event }) => event.eventId === eventId) ?? []),
)

export const onlyWhatChanged = retold(({ entries }) => entries.filter(({ changes }) => changes.length > 0))

export const losesWhatEnds = retold(({ entries }) =>
  entries.map((entry) => ({ ...entry, changes: entry.changes.filter(({ after }) => after !== undefined) })),
)

export const losesBefore = retold(({ entries }) =>
  entries.map((entry) => ({
    ...entry,
    changes: entry.changes.map((change) => ({ ...change, before: undefined }) as unknown as typeof change),
  })),
)

export const losesReminders = retold(({ entries }) =>
  entries.map((entry) => ({ ...entry, changes: entry.changes.filter(({ field }) => field !== 'reminder') })),
)

export const oneAnomalyEach = retold(({ entries }) =>
  entries.map((entry) => ({ ...entry, anomalies: entry.anomalies.slice(0, 1) })),
)

export const explainsAll: Telling = { ...ours, explain: (key, events) => timeline(key, events).entries }
