import { isDeepStrictEqual } from 'node:util'

import { foldMembership, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { foldEvent, type IncrementalFold, incrementalFold } from '../../src/membership/incremental-fold.js'
import { deepFreeze } from './deep-freeze.js'
import { type Random, randomFrom, randomHistory } from './random-histories.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const runs = Number(process.env['ORACLE_RUNS'] ?? 3000)
const seed = Number(process.env['ORACLE_SEED'] ?? Date.now() % 1_000_000)

/** Up to thirty events of one membership: several short histories, of which the later ones are shifted by some hours. */
const longHistory = (random: Random): readonly PartnerProgramEvent[] =>
  [0, 1, 2].flatMap((part) =>
    randomHistory(random).map((event) => ({
      ...event,
      eventId: `${event.eventId}${part}`,
      occurredAt: event.occurredAt + part * Math.floor(random() * 3) * 3_600_000,
    })),
  )

/** The first number of events after which the fold is not the fold of all of them; `undefined` where it always is. */
const wrongAfter = (
  events: readonly PartnerProgramEvent[],
  begin: number,
  next: typeof foldEvent,
): number | undefined => {
  let fold = deepFreeze(incrementalFold(key, events.slice(0, begin)))
  for (let count = begin; count <= events.length; count += 1) {
    const whole = foldMembership(key, events.slice(0, count))
    if (!isDeepStrictEqual(fold.membership, whole)) return count
    if (JSON.stringify(fold.membership) !== JSON.stringify(whole)) return count
    const event = events[count]
    if (event !== undefined) fold = deepFreeze(next(fold, event))
  }
  return undefined
}

const firstWrong = (next: typeof foldEvent): string | undefined => {
  for (let run = 0; run < runs; run += 1) {
    const random = randomFrom(seed + run)
    const events = longHistory(random)
    const count = wrongAfter(events, Math.floor(random() * 5), next)
    if (count !== undefined) return `ORACLE_SEED=${seed + run}, after ${count} of ${events.length} events`
  }
  return undefined
}

describe('a membership with the steps of its fold', () => {
  test('is after each event what the fold of all events is, in whatever order they come', () =>
    expect(firstWrong(foldEvent)).toBeUndefined())

  test.each<[string, typeof foldEvent]>([
    [
      'takes every event for the last one',
      (fold, event) => foldEvent({ ...fold, steps: fold.steps.slice(0, 0) }, event),
    ],
    [
      'keeps the periods of before',
      (fold, event) => {
        const next = foldEvent(fold, event)
        const { periods } = fold.membership.events > 0 ? fold.membership : next.membership
        return { ...next, membership: { ...next.membership, periods } }
      },
    ],
    [
      'loses the tails of its steps',
      ({ membership, steps }, event) =>
        foldEvent({ membership, steps: steps.map((step) => ({ ...step, reminder: undefined })) }, event),
    ],
  ])('is found wrong where it %s', (_, broken) => expect(firstWrong(broken)).toContain('ORACLE_SEED'))
})

const count = 300

const minutes = Array.from({ length: count }, (_, index) => index * 60_000)

/** How many steps are made for each event, at most, after the first few. */
const mostSteps = (events: readonly PartnerProgramEvent[]): number => {
  let fold: IncrementalFold = incrementalFold(key, events.slice(0, 10))
  let most = 0
  for (const event of events.slice(10)) {
    const next = foldEvent(fold, event)
    const known = new Set(fold.steps)
    most = Math.max(most, next.steps.filter((step) => !known.has(step)).length)
    fold = next
  }
  expect(fold.membership).toEqual(foldMembership(key, events))
  return most
}

const one: Record<string, (at: number, index: number) => PartnerProgramEvent> = {
  'Linked and Updated events': (at, index) =>
    index % 2 === 0 ? linked(at, { partnerTierNumber: index % 3 }) : updated(at, { partnerTierNumber: index % 3 }),
  'Updated events': (at: number, index: number) => updated(at, { partnerTierNumber: index % 5 }),
  'Linked events': (at: number, index: number) => linked(at, { membershipNumber: `M${index}` }),
  'Delinked events': (at) => delinked(at),
  'Linked and Delinked events': (at: number, index: number) => (index % 2 === 0 ? linked(at) : delinked(at)),
  reminders: (at) => reminder(at, { scheduledExpiryDate: '2026-01-01' }),
}

describe.each(Object.entries(one))('%s fold few steps anew', (_, event) => {
  const events = minutes.map(event)
  const middle = count / 2

  test('in reverse order', () => expect(mostSteps([...events].reverse())).toBeLessThan(6))

  test('each pair in reverse order', () =>
    expect(mostSteps(events.map((_own, index) => events[index ^ 1] ?? expect.fail('odd')))).toBeLessThan(6))

  test('the later half first', () =>
    expect(mostSteps([...events.slice(middle), ...events.slice(0, middle)])).toBeLessThan(6))
})

const moment = 1_700_000_000_000

/** Up to twelve events of one moment and two facts, under given and derived ids, with few milliseconds or without them. */
const oneMoment = (random: Random): readonly PartnerProgramEvent[] => {
  const millis = (): number | undefined => [undefined, 1_893_456_000_000, 1_893_456_000_001][Math.floor(random() * 3)]
  const events = Array.from({ length: Math.floor(random() * 13) }, (_, index): PartnerProgramEvent => {
    const [tier, membership] = [millis(), millis()]
    const details = {
      partnerTierNumber: Math.floor(random() * 2),
      ...(tier === undefined ? {} : { partnerTierExpiryDateInMillis: tier }),
      ...(membership === undefined ? {} : { membershipExpiryDateInMillis: membership }),
    }
    return {
      ...updated(moment, details),
      eventId: `${random() < 0.6 ? 'd1:' : ''}${Math.floor(random() * 1e6)}-${index}`,
    }
  })
  return events.sort(() => random() - 0.5)
}

const firstWrongMoment = (next: typeof foldEvent): string | undefined => {
  for (let run = 0; run < runs; run += 1) {
    const events = oneMoment(randomFrom(seed + run))
    const count = wrongAfter(events, 0, next)
    if (count !== undefined) return `ORACLE_SEED=${seed + run}, after ${count} of ${events.length} events`
  }
  return undefined
}

describe('events of one moment, some of which are twins', () => {
  test('come to what all of them come to, in whatever order they come', () =>
    expect(firstWrongMoment(foldEvent)).toBeUndefined())

  test('are found wrong where a twin is folded as a fact of its own: sabotage', { tags: 'twin:crowded' }, () =>
    expect(firstWrongMoment((fold, event) => foldEvent(fold, { ...event, refId: event.eventId }))).toContain('SEED'),
  )

  test.each<[string, (index: number) => object]>([
    ['tiers', (index) => ({ partnerTierNumber: index % 7, partnerTierExpiryDateInMillis: index })],
    ['milliseconds', (index) => ({ membershipExpiryDateInMillis: 1_893_456_000_000 + index })],
  ])('under derived ids fold few steps anew, with other %s', { tags: 'fault:crowded' }, (_, details) => {
    const events = minutes.map((_at, index) => ({
      ...updated(moment, details(index)),
      eventId: `d1:${(index * 7919) % 1000}`,
    }))
    expect(mostSteps(events)).toBeLessThan(6)
    figures({ rounds: count })
  })
})
