import { initial } from '@partner-ledger/core/membership'
import { deliveriesArbitrary, eventArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { expect } from 'vitest'

import { deepFreeze } from './deep-freeze.js'
import { expectedMembership } from './expected-membership.js'
import { oncePerFact } from './expected-facts.js'
import { expectedOrder, followsInTimeAndRank, leastCopies, sortsBefore } from './expected-order.js'
import type { Folding } from './folding.js'
import { histories, numRuns, otherKey, shuffled, unequalCopies } from './histories.js'
import { key } from './sample.js'

const text = (value: unknown): string => JSON.stringify(value)

/** Law 1: the order of arrival plays no part. */
export const order = ({ fold }: Folding): void =>
  fc.assert(
    fc.property(
      histories.chain((history) => fc.tuple(fc.constant(history), shuffled(history.events))),
      ([history, arrival]) => {
        expect(text(fold(history.key, arrival))).toBe(text(fold(history.key, history.events)))
      },
    ),
    { numRuns },
  )

/** Law 2: repeating an event changes nothing, be it the same object or an equal one. */
export const duplicates = ({ fold }: Folding): void =>
  fc.assert(
    fc.property(
      histories.chain((history) => fc.tuple(fc.constant(history), deliveriesArbitrary(history.events), fc.boolean())),
      ([history, deliveries, cloned]) => {
        const copies = cloned ? deliveries.map((event) => structuredClone(event)) : deliveries
        expect(text(fold(history.key, copies))).toBe(text(fold(history.key, history.events)))
      },
    ),
    { numRuns },
  )

/** Law 2: of unequal copies of one id the least is folded, in whatever order they come. */
export const copies = ({ fold }: Folding): void =>
  fc.assert(
    fc.property(
      unequalCopies.chain((events) => fc.tuple(fc.constant(events), shuffled(events))),
      ([events, arrival]) => {
        expect(text(fold(key, events))).toBe(text(fold(key, leastCopies(events))))
        expect(text(fold(key, arrival))).toBe(text(fold(key, events)))
      },
    ),
    { numRuns },
  )

/** Law 2: events of another key are left out first, also those that share an id with an own one. */
export const strangers = ({ fold }: Folding): void =>
  fc.assert(
    fc.property(
      histories.chain(({ key, events }) => {
        const foreign = otherKey(key).chain((other) => eventArbitrary(fc.constant(other)))
        const ids = fc.constantFrom('a', ...events.map(({ eventId }) => eventId))
        const stranger = fc.tuple(foreign, ids).map(([event, eventId]) => ({ ...event, eventId }))
        return fc
          .array(stranger, { minLength: 1, maxLength: 3 })
          .chain((strangers) => fc.tuple(fc.constant({ key, events }), shuffled([...events, ...strangers])))
      }),
      ([history, mixed]) => {
        expect(text(fold(history.key, mixed))).toBe(text(fold(history.key, history.events)))
      },
    ),
    { numRuns },
  )

/** Law 3: an event of a later time or rank is one step; for any other the stream is folded again, and late is what sorts before. */
export const increments = ({ fold, evolve, isLate, needsRefold }: Folding): void =>
  fc.assert(
    fc.property(histories, ({ key, events }) => {
      events.reduce((membership, event, index) => {
        const earlier = events.slice(0, index)
        const last = oncePerFact(expectedOrder(earlier)).at(-1)
        expect(isLate(membership, event)).toBe(last !== undefined && sortsBefore(event, last))
        const again = earlier.some((other) => !followsInTimeAndRank(event, other))
        expect(needsRefold(membership, event)).toBe(again)
        const seen = [...earlier, event]
        const after = again ? fold(key, seen) : evolve(membership, event)
        expect(text(after)).toBe(text(fold(key, seen)))
        return after
      }, initial(key))
    }),
    { numRuns },
  )

/** Law 4: the state as of t knows nothing of what came after, and the rest of the events leads on from it. */
export const time = ({ fold, evolve }: Folding): void =>
  fc.assert(
    fc.property(
      histories.chain((history) =>
        fc.tuple(fc.constant(history), fc.constantFrom(0, ...history.events.map(({ occurredAt }) => occurredAt))),
      ),
      ([{ key, events }, t]) => {
        const facts = oncePerFact(expectedOrder(events))
        const asOf = fold(
          key,
          events.filter(({ occurredAt }) => occurredAt <= t),
        )
        const whole = fold(key, events)
        expect(asOf.events).toBe(facts.filter(({ occurredAt }) => occurredAt <= t).length)
        expect(text(asOf.anomalies)).toBe(text(whole.anomalies.filter(({ occurredAt }) => occurredAt <= t)))
        expect(text(facts.slice(asOf.events).reduce(evolve, asOf))).toBe(text(whole))
      },
    ),
    { numRuns },
  )

/** Law 5: every event folds in any state, twice to the same, and what is given is left as it was. */
export const totality = ({ fold }: Folding): void =>
  fc.assert(
    fc.property(histories, ({ key, events }) => {
      const free = text(fold(key, structuredClone(events)))
      const before = text(events)
      deepFreeze({ key, events })
      expect(text(fold(key, events))).toBe(free)
      expect(text(fold(key, events))).toBe(free)
      expect(text(events)).toBe(before)
    }),
    { numRuns },
  )

/** The tables: a membership is what a second writing of the design says, field by field, and no field is `undefined`. */
export const tables = ({ fold }: Folding): void =>
  fc.assert(
    fc.property(histories, ({ key, events }) => {
      expect(fold(key, events)).toStrictEqual(expectedMembership(key, events))
    }),
    { numRuns },
  )
