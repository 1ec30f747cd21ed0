import {
  type explain,
  foldMembership,
  type Membership,
  type MembershipField,
  type Period,
  type timeline,
} from '@partner-ledger/core/membership'
import * as fc from 'fast-check'
import { expect } from 'vitest'

import { areTwins, oncePerFact } from './expected-facts.js'
import { expectedOrder } from './expected-order.js'
import { histories, numRuns } from './histories.js'

/** What the laws are about: ours, and the broken ones of `sabotage/`. */
export interface Telling {
  readonly timeline: typeof timeline
  readonly explain: typeof explain
}

const fields: readonly MembershipField[] = ['link', 'tier', 'expiry', 'membershipNumber', 'program', 'reminder']

/** The fields that a membership has, read off it: a tombstone's link for one, and nothing that is absent. */
const fieldsOf = ({ periods, program, reminder }: Membership): Record<string, unknown> => {
  const { tier, expiry, announcedExpiry, membershipNumber, ...others } = periods.at(-1) ?? {}
  const { lastUpdateType: _type, replacedExpiry: _end, ...link } = others as Partial<Period>
  const all = {
    link: periods.length === 0 ? undefined : link,
    tier,
    expiry: announcedExpiry === undefined ? expiry : { ...announcedExpiry, announced: true },
    membershipNumber,
    program: Object.keys(program).length === 0 ? undefined : program,
    reminder,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** Every fact once, in event order, with the other ids that it was sent under; and the membership is their fold. */
export const entries = ({ timeline }: Telling): void =>
  fc.assert(
    fc.property(histories, ({ key, events }) => {
      const told = timeline(key, events)
      const stays = oncePerFact(expectedOrder(events)).map(({ eventId }) => eventId)
      expect(told.entries.map(({ event }) => event)).toEqual(
        stays.map((id) => events.find(({ eventId }) => eventId === id)),
      )
      const all = [...told.entries, ...(told.twins ?? [])].map(({ event }) => event)
      expect(expectedOrder(all)).toEqual(expectedOrder(events))
      for (const { event, of } of told.twins ?? [])
        expect(told.entries.some((entry) => entry.event.eventId === of && areTwins(entry.event, event))).toBe(true)
      expect(told.membership).toStrictEqual(foldMembership(key, events))
    }),
    { numRuns },
  )

/** Each change starts where the one before it ended, changes something, and all of them lead to the fields as they are. */
export const changes = ({ timeline }: Telling): void =>
  fc.assert(
    fc.property(histories, ({ key, events }) => {
      const { membership, entries } = timeline(key, events)
      const now = new Map<string, unknown>()
      for (const { changes } of entries)
        for (const { field, before, after } of changes) {
          expect(before).toStrictEqual(now.get(field))
          expect(JSON.stringify(after ?? null)).not.toBe(JSON.stringify(before ?? null))
          if (after === undefined) now.delete(field)
          else now.set(field, after)
        }
      expect(Object.fromEntries(now)).toStrictEqual(fieldsOf(membership))
    }),
    { numRuns },
  )

/** The anomalies of the entries are those of the membership, in its order. */
export const anomalies = ({ timeline }: Telling): void =>
  fc.assert(
    fc.property(histories, ({ key, events }) => {
      const { membership, entries } = timeline(key, events)
      const noted = entries.flatMap(({ event: { eventId, occurredAt }, anomalies }) =>
        anomalies.map((kind) => ({ kind, eventId, occurredAt })),
      )
      expect(noted).toStrictEqual(membership.anomalies)
    }),
    { numRuns },
  )

/** An explanation of a field is what the timeline tells of it. */
export const explanations = ({ timeline, explain }: Telling): void =>
  fc.assert(
    fc.property(histories, fc.constantFrom(...fields), ({ key, events }, field) => {
      const told = explain(key, events, field).map(({ event, changes }) => [event.eventId, changes])
      const expected = timeline(key, events).entries.flatMap(({ event, changes }) => {
        const own = changes.filter((change) => change.field === field)
        return own.length === 0 ? [] : [[event.eventId, own]]
      })
      expect(told).toStrictEqual(expected)
    }),
    { numRuns },
  )
