import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type EventType, eventTypes } from '../../../src/membership/event.js'
import { type Codec, informing, list, object, optional } from '../../../src/webhook/codec/combinators.js'
import { composedPredicate } from '../../../src/webhook/codec/composed-predicate.js'
import { composedReader } from '../../../src/webhook/codec/composed-reader.js'
import { generatedKept, type ReadKept } from '../../../src/webhook/codec/generated-kept.js'
import { payloads } from '../../../src/webhook/codec/payload.js'
import { digits, text, wholeNumber } from '../../../src/webhook/codec/values.js'
import { emptyNotes, type Notes } from '../../../src/webhook/notes.js'
import { type Payload, toEvent } from '../../../src/webhook/to-event.js'
import { knownPayloads, typedPayloads, without } from './payloads.js'

type Readers = ReadonlyMap<EventType, ReadKept<unknown>>

const asRead = (payload: unknown): unknown => payload

const readersOf = (codecOf: (type: EventType) => Codec): Readers =>
  new Map(eventTypes.map((type) => [type, generatedKept(codecOf(type), asRead)]))

const composed = new Map(
  eventTypes.map((type) => [
    type,
    { isWellTyped: composedPredicate(payloads[type]), read: composedReader(payloads[type]) },
  ]),
)

/** The event of a payload that was read, its JSON, and what is told of it; unless something was told before. */
const eventOf = (type: EventType, read: unknown, notes: Notes): unknown => {
  if (notes.warnings.length > 0) return 'warned of'
  const event = toEvent(type, read as Payload, notes)
  return [event, JSON.stringify(event), notes.warnings]
}

const composedEvent = (type: EventType, payload: unknown): unknown => {
  const notes = emptyNotes()
  const { isWellTyped, read } = composed.get(type) ?? {}
  if (isWellTyped?.(payload) !== true) return 'ill typed'
  return eventOf(type, read?.(payload, '', '', notes), notes)
}

const keptEvent = (readers: Readers, type: EventType, payload: unknown): unknown => {
  const notes = emptyNotes()
  const kept = readers.get(type)?.(payload, notes)
  if (kept === undefined) return undefined
  expect(notes).toEqual(emptyNotes())
  return eventOf(type, kept, notes)
}

/** Strictly, and with the keys in one order. */
const agrees = (readers: Readers, type: EventType, payload: unknown): boolean => {
  const kept = keptEvent(readers, type, payload)
  return kept === undefined || isDeepStrictEqual(kept, composedEvent(type, payload))
}

const agreesNearby = (readers: Readers): boolean =>
  !fc.check(
    fc.property(typedPayloads, ([type, payload]) => agrees(readers, type, payload)),
    { numRuns: 3_000 },
  ).failed

describe('what the generated reader of kept payloads reads', () => {
  const readers = readersOf((type) => payloads[type])

  test('of every known payload gives the event of the composed one, which warns of nothing', () => {
    let kept = 0
    for (const type of eventTypes) {
      for (const payload of knownPayloads) {
        expect(agrees(readers, type, payload)).toBe(true)
        if (keptEvent(readers, type, payload) !== undefined) kept++
      }
    }
    expect(kept).toBeGreaterThan(100)
  })

  test('of payloads near them gives the event of the composed one', () => {
    expect(agreesNearby(readers)).toBe(true)
  })

  test.each(['orgId', 'createdAt', 'eventId', 'refId', 'eventLogId', 'partnerProgramName', 'entityInformation'])(
    'without %s is found: sabotage',
    (key) => {
      expect(agreesNearby(readersOf((type) => without(type, key)))).toBe(false)
    },
  )

  test('with every text taken for storable is found: sabotage', () => {
    const careless = new Map(
      [...readers].map(([type, read]) => [
        type,
        (payload: unknown) => read(payload, { ...emptyNotes(), isStorable: true }),
      ]),
    )
    expect(agreesNearby(careless)).toBe(false)
  })

  test('is a list only where each of its items is kept', () => {
    const row = object({ name: informing(text), count: optional(wholeNumber) })
    const codec = object({ rows: informing(list(list(informing(digits)))), objects: optional(list(row)) })
    const read = (value: unknown): unknown => generatedKept(codec, asRead)(value, emptyNotes())
    const objects = [{ other: 0, name: 'a' }, { count: 1, name: null }, {}]
    expect(read({ rows: [['1'], []], objects })).toStrictEqual({
      rows: [['1'], []],
      objects: [{ name: 'a' }, { count: 1 }, {}],
    })
    expect(read({ rows: null })).toStrictEqual({ rows: undefined, objects: undefined })
    for (const rows of [[null], [['1', null]], [[1]], [['\0']], {}]) expect(read({ rows })).toBe(undefined)
    for (const bad of [[null], [[]], [{ name: 1 }], [{ count: 2 ** 53 }]])
      expect(read({ objects: bad })).toBe(undefined)
  })
})
