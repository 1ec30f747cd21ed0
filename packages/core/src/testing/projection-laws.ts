import { isDeepStrictEqual } from 'node:util'

import * as fc from 'fast-check'

import type { PartnerProgramEvent } from '../membership/event.js'
import type { Projection } from '../membership/projection.js'

/** What is promised of a projection beside what all of them promise, and how hard it is tried. */
export interface ProjectionLawsOptions<S> {
  /** Declared: the state is the same in whatever order the events come. */
  readonly orderIndependent?: boolean | undefined
  /** Declared: each event is applied once, as `ledger.replay` does it; repeats are not tried. */
  readonly appliedOnce?: boolean | undefined
  /** Whether two states are the same; Node's `isDeepStrictEqual` by default. */
  readonly equal?: ((a: S, b: S) => boolean) | undefined
  /** How many lists of events each law is tried with: 100 by default. */
  readonly numRuns?: number | undefined
  /** Draws the same lists again. */
  readonly seed?: number | undefined
}

/**
 * Tries a host's projection with lists of events and throws where it breaks a law, named in the message: totality, purity,
 * determinism, increments; duplicates, where each event may come twice; order, where that is declared. Needs no test runner.
 * The lists are as the log holds them, each id once a membership. `projection.initial` is frozen for good.
 */
export const projectionLaws = <S>(
  projection: Projection<S>,
  events: fc.Arbitrary<readonly PartnerProgramEvent[]>,
  options: ProjectionLawsOptions<S> = {},
): void => {
  const { orderIndependent = false, appliedOnce = false, equal = isDeepStrictEqual, numRuns = 100, seed } = options
  const { initial } = projection
  const fold = (list: readonly PartnerProgramEvent[], from = initial): S =>
    list.reduce((state, event) => projection.evolve(state, event), from)
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

  law('totality: every event folds in any state, nothing is thrown', events, (list) => {
    fold(structuredClone(list))
    return true
  })
  law('purity: evolve changes neither the state nor the event that it is given', events, (list) => {
    const before = fc.stringify([initial, list])
    list.reduce((state, event) => evolveUnchanged(projection, state, event), initial)
    return fc.stringify([initial, list]) === before
  })
  law('determinism: the same events fold to the same state, now and later', events, (list) => {
    const first = fold(structuredClone(list))
    passAMillisecond()
    return equal(fold(list), first)
  })
  law('increments: a fold may pause, and others may run meanwhile', halved(events), ([head, tail]) => {
    const whole = fold([...head, ...tail])
    const paused = fold(head)
    fold([...tail, ...head])
    return equal(fold(tail, paused), whole)
  })
  if (!appliedOnce)
    law('duplicates: an event that comes again changes nothing', withRepeat(events), ([list, repeated]) =>
      equal(fold([...list, ...repeated]), fold(list)),
    )
  if (orderIndependent)
    law('order: the state is the same in any order of events', shuffled(events), ([list, arrival]) =>
      equal(fold(arrival), fold(list)),
    )
}

type Events = readonly PartnerProgramEvent[]

const halved = (events: fc.Arbitrary<Events>): fc.Arbitrary<readonly [Events, Events]> =>
  fc.tuple(events, fc.nat()).map(([list, cut]) => {
    const at = cut % (list.length + 1)
    return [list.slice(0, at), list.slice(at)]
  })

const withRepeat = (events: fc.Arbitrary<Events>): fc.Arbitrary<readonly [Events, Events]> =>
  events.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(structuredClone([...list]))))

const shuffled = (events: fc.Arbitrary<Events>): fc.Arbitrary<readonly [Events, Events]> =>
  events.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })))

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
