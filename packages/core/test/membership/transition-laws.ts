import {
  evolve,
  foldMembership,
  initial,
  type Membership,
  needsRefold,
  openPeriod,
  type PartnerProgramEvent,
  type Period,
  type Reminder,
} from '@partner-ledger/core/membership'
import type { History } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { expect } from 'vitest'

import { isLateBetween, type Transition } from '../../src/membership/transitions.js'
import { histories, numRuns } from './histories.js'

/** What the laws are about: ours, and the broken ones of `sabotage/`. */
export type Tell = (before: Membership, after: Membership, event: PartnerProgramEvent) => readonly Transition[]

interface Step {
  readonly event: PartnerProgramEvent
  readonly before: Membership
  readonly after: Membership
}

/** What happened at each arrival, by folds of all that was recorded up to it. */
const steps = ({ key, events }: History): readonly Step[] =>
  events.map((event, index) => ({
    event,
    before: foldMembership(key, events.slice(0, index)),
    after: foldMembership(key, events.slice(0, index + 1)),
  }))

const always = (law: (step: Step, history: History) => void): void =>
  fc.assert(
    fc.property(histories, (history) => {
      for (const step of steps(history)) law(step, history)
    }),
    { numRuns },
  )

const text = (value: unknown): string => JSON.stringify(value)

const inOrder: readonly Transition[] = [
  'linked',
  'relinked',
  'delinked',
  'tierChanged',
  'expiryChanged',
  'membershipNumberChanged',
  'programChanged',
  'reminded',
  'corrected',
  'anomaly',
]

/** Each at most once and in the order of the table; of a link at most one, and then nothing of its period's values. */
export const order = (tell: Tell): void =>
  always(({ before, after, event }) => {
    const told = tell(before, after, event)
    expect(told).toEqual(inOrder.filter((transition) => told.includes(transition)))
    const ofPeriod = told.filter((transition) => inOrder.indexOf(transition) < 6)
    const ofLink = told.filter((transition) => inOrder.indexOf(transition) < 3)
    expect(ofLink.length === 0 || ofPeriod.length === 1).toBe(true)
  })

/** Of the link it tells what the table says. */
export const links = (tell: Tell): void =>
  always(({ before, after, event }) => {
    const told = tell(before, after, event).filter((transition) => inOrder.indexOf(transition) < 3)
    const nothing = before.periods.length === 0
    const wasOpen = before.periods.some(({ end }) => end === undefined)
    const isOpen = after.periods.some(({ end }) => end === undefined)
    const another = event.type === 'partnerProgramLinked' && !isLateBetween(before, after, event)
    if (isOpen) expect(told).toEqual(nothing ? ['linked'] : wasOpen && !another ? [] : ['relinked'])
    else expect(told).toEqual(nothing || wasOpen ? ['delinked'] : [])
  })

/** A host that follows the list knows whether a membership is linked, and misses no change of what it shows. */
export const completeness = (tell: Tell): void =>
  always(({ before, after, event }) => {
    const told = new Set(tell(before, after, event))
    const was = openPeriod(before)
    const is = openPeriod(after)
    const opened = told.has('linked') || told.has('relinked')
    expect(opened || (was !== undefined && !told.has('delinked'))).toBe(is !== undefined)
    if (was !== undefined && is !== undefined && !opened) {
      expect(told.has('tierChanged')).toBe(text(was.tier ?? null) !== text(is.tier ?? null))
      const ends = ({ expiry, announcedExpiry }: Period): string => text([expiry ?? null, announcedExpiry ?? null])
      expect(told.has('expiryChanged')).toBe(ends(was) !== ends(is))
      expect(told.has('membershipNumberChanged')).toBe(was.membershipNumber !== is.membershipNumber)
    }
    if (told.has('reminded')) expect(after.reminder?.occurredAt).toBe(event.occurredAt)
    else expect(spoken(after.reminder)).toBe(spoken(before.reminder))
    const known = Object.entries(before.program)
    expect(told.has('programChanged')).toBe(known.some(([part, value]) => after.program[part as 'name'] !== value))
    // A fact that was known under another id renames anomalies, which is no news.
    const grown = after.events > before.events
    const names = ({ anomalies }: Membership): readonly string[] =>
      anomalies.map(({ eventId, ...anomaly }) => text(grown ? { eventId, ...anomaly } : anomaly))
    expect(told.has('anomaly')).toBe(isMoreThan(names(after), names(before)))
  })

/** A reminder as the vendor sent it. */
const spoken = (reminder: Reminder | undefined): string => text({ ...reminder, renewed: null })

/** Whether some name is there more often than among the others. */
const isMoreThan = (names: readonly string[], others: readonly string[]): boolean =>
  names.some((name) => names.filter((one) => one === name).length > others.filter((one) => one === name).length)

/** Corrected is late news that changed periods and that nothing else but an anomaly tells of, and all such news. */
export const corrections = (tell: Tell): void =>
  always(({ before, after, event }) => {
    const told = tell(before, after, event)
    const others = told.filter((transition) => transition !== 'corrected' && transition !== 'anomaly')
    const expected =
      isLateBetween(before, after, event) && others.length === 0 && text(before.periods) !== text(after.periods)
    expect(told.includes('corrected')).toBe(expected)
  })

/** An event that changes nothing has none. */
export const silence = (tell: Tell): void =>
  always(({ after }, { events }) => {
    for (const event of events) expect(tell(after, after, event)).toEqual([])
  })

/** A replay tells what live told: steps where events came on time and folds where they came late, against folds alone. */
export const replay = (tell: Tell): void =>
  fc.assert(
    fc.property(histories, (history) => {
      let live = initial(history.key)
      const seen: PartnerProgramEvent[] = []
      const toldLive = history.events.map((event) => {
        seen.push(event)
        const before = live
        live = needsRefold(before, event) ? foldMembership(history.key, seen) : evolve(before, event)
        return tell(before, live, event)
      })
      const again = steps(structuredClone(history)).map(({ before, after, event }) => tell(before, after, event))
      expect(again).toEqual(toldLive)
    }),
    { numRuns },
  )
