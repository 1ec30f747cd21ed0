import { isDeepStrictEqual } from 'node:util'

import * as fc from 'fast-check'

import type { PartnerProgramEvent } from '../membership/event.js'
import type { Projection } from '../membership/projection.js'

/** What is promised of a projection beside what all of them promise, and how hard it is tried. */
export interface ProjectionLawsOptions<S> {
  /** Declared: the state is the same in whatever order the events are told. */
  readonly orderIndependent?: boolean
  /** Declared: whoever feeds the projection tells each event once, as `ledger.replay` does; repeats are not tried. */
  readonly toldOnce?: boolean
  /** Whether two states are the same; Node's `isDeepStrictEqual` unless given. */
  readonly equal?: (a: S, b: S) => boolean
  /** How many lists of events each law is tried with: 100 unless given. */
  readonly numRuns?: number
  /** Draws the same lists again. */
  readonly seed?: number
}

/**
 * Tries a host's projection with lists of events and throws where it breaks a law, named in the message: totality, purity,
 * determinism, increments; duplicates, unless it is told once; order, if that is declared. Needs no test runner.
 * The lists are as the log holds them, each id once a membership. `projection.initial` is frozen for good.
 */
export const projectionLaws = <S>(
  projection: Projection<S>,
  events: fc.Arbitrary<readonly PartnerProgramEvent[]>,
  options: ProjectionLawsOptions<S> = {},
): void => {
  const { orderIndependent = false, toldOnce = false, equal = isDeepStrictEqual, numRuns = 100, seed } = options
  const { initial } = projection
  const fold = (told: readonly PartnerProgramEvent[], from = initial): S =>
    told.reduce((state, event) => projection.evolve(state, event), from)
  const law = <T>(name: string, drawn: fc.Arbitrary<T>, holds: (drawn: T) => boolean): void =>
    fc.assert(fc.property(drawn, holds), {
      numRuns,
      ...(seed === undefined ? {} : { seed }),
      reporter: (run) => {
        if (!run.failed) return
        const message = `The projection breaks the law of ${name}.\n${fc.defaultReportMessage(run)}`
        throw new Error(message, { cause: run.errorInstance })
      },
    })

  law('totality: every event folds in any state, nothing is thrown', events, (told) => {
    fold(structuredClone(told))
    return true
  })
  law('purity: evolve changes neither the state nor the event that it is given', events, (told) => {
    const before = fc.stringify([initial, told])
    told.reduce((state, event) => evolveUnchanged(projection, state, event), initial)
    return fc.stringify([initial, told]) === before
  })
  law('determinism: the same events fold to the same state, now and later', events, (told) => {
    const first = fold(structuredClone(told))
    passAMillisecond()
    return equal(fold(told), first)
  })
  law('increments: a fold may pause, and others may run meanwhile', halved(events), ([head, tail]) => {
    const whole = fold([...head, ...tail])
    const paused = fold(head)
    fold([...tail, ...head])
    return equal(fold(tail, paused), whole)
  })
  if (!toldOnce)
    law('duplicates: an event that is told again changes nothing', withRepeat(events), ([told, repeated]) =>
      equal(fold([...told, ...repeated]), fold(told)),
    )
  if (orderIndependent)
    law('order: the state is the same in any order of events', shuffled(events), ([told, arrival]) =>
      equal(fold(arrival), fold(told)),
    )
}

type Events = readonly PartnerProgramEvent[]

const halved = (events: fc.Arbitrary<Events>): fc.Arbitrary<readonly [Events, Events]> =>
  fc.tuple(events, fc.nat()).map(([told, cut]) => {
    const at = cut % (told.length + 1)
    return [told.slice(0, at), told.slice(at)]
  })

const withRepeat = (events: fc.Arbitrary<Events>): fc.Arbitrary<readonly [Events, Events]> =>
  events.chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(structuredClone([...told]))))

const shuffled = (events: fc.Arbitrary<Events>): fc.Arbitrary<readonly [Events, Events]> =>
  events.chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray([...told], { minLength: told.length })))

/** One step, and again on frozen input: a write that is caught by neither strict mode nor the text is none. */
const evolveUnchanged = <S>(projection: Projection<S>, state: S, event: PartnerProgramEvent): S => {
  const before = fc.stringify([state, event])
  projection.evolve(state, event)
  if (fc.stringify([state, event]) !== before) throw new Error('evolve changed what it was given')
  return projection.evolve(deepFreeze(state), deepFreeze(event))
}

const deepFreeze = <T>(value: T, seen = new Set<unknown>()): T => {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return value
  seen.add(value)
  for (const part of Object.values(Object.freeze(value))) deepFreeze(part, seen)
  return value
}

/** Sleeps, so that a projection that reads the clock gives itself away. */
const passAMillisecond = (): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
}
