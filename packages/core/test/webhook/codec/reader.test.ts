import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { eventTypes } from '../../../src/membership/event.js'
import { type Codec, informing, list, object } from '../../../src/webhook/codec/combinators.js'
import { composedPredicate } from '../../../src/webhook/codec/composed-predicate.js'
import { composedReader, type Read } from '../../../src/webhook/codec/composed-reader.js'
import { generatedReader } from '../../../src/webhook/codec/generated-reader.js'
import { composedMerge, generatedMerge } from '../../../src/webhook/codec/merge.js'
import { payloads } from '../../../src/webhook/codec/payload.js'
import { digits, text } from '../../../src/webhook/codec/values.js'
import { emptyNotes } from '../../../src/webhook/notes.js'
import { knownPayloads, typedPayloads, without } from './payloads.js'

type EventType = (typeof eventTypes)[number]

const readersOf = (codecOf: (type: EventType) => Codec, form: (codec: Codec) => Read): ReadonlyMap<EventType, Read> =>
  new Map(eventTypes.map((type) => [type, form(codecOf(type))]))

const composed = readersOf((type) => payloads[type], composedReader)
const generated = readersOf((type) => payloads[type], generatedReader)
const predicates = new Map(eventTypes.map((type) => [type, composedPredicate(payloads[type])]))

/** What is read, and all that is told of it, in order. */
const readingOf = (read: Read | undefined, payload: unknown): unknown => {
  const notes = emptyNotes()
  return [read?.(payload, '', '', notes), notes.warnings]
}

/** Strictly: what is absent to one must not be `undefined` to the other. */
const readsAsComposed = (readers: ReadonlyMap<EventType, Read>): boolean =>
  !fc.check(
    fc.property(
      typedPayloads.filter(([type, payload]) => predicates.get(type)?.(payload) === true),
      ([type, payload]) =>
        isDeepStrictEqual(readingOf(readers.get(type), payload), readingOf(composed.get(type), payload)),
    ),
    { numRuns: 2_000 },
  ).failed

describe('the generated reader', () => {
  test('reads every known payload as the composed one does, and tells the same of it', () => {
    let warned = 0
    for (const type of eventTypes) {
      for (const payload of knownPayloads.filter((each) => predicates.get(type)?.(each) === true)) {
        const notes = emptyNotes()
        composed.get(type)?.(payload, '', '', notes)
        warned += notes.warnings.length
        expect(readingOf(generated.get(type), payload)).toStrictEqual(readingOf(composed.get(type), payload))
      }
    }
    expect(warned).toBeGreaterThan(100)
  })

  test('reads payloads near them as the composed one does', () => {
    expect(readsAsComposed(generated)).toBe(true)
  })

  test.each(['refId', 'eventLogId', 'entityInformation', 'partnerProgramName'])(
    'that forgets %s is found: sabotage',
    (key) => {
      expect(readsAsComposed(readersOf((type) => without(type, key), generatedReader))).toBe(false)
    },
  )

  test('that takes every text for storable is found: sabotage', () => {
    const careless = readersOf(
      (type) => payloads[type],
      (codec) => {
        const read = generatedReader(codec)
        return (payload, parent, key, notes) => read(payload, parent, key, Object.assign(notes, { isStorable: true }))
      },
    )
    expect(readsAsComposed(careless)).toBe(false)
  })

  test('reads lists of lists, though no payload has one', () => {
    const codec = object({ rows: informing(list(list(informing(digits)))), names: informing(list(text)) })
    const rows = { rows: [['1', 2], []], names: ['a\0'] }
    expect(readingOf(generatedReader(codec), rows)).toStrictEqual(readingOf(composedReader(codec), rows))
    expect(generatedReader(codec)(rows, '', '', emptyNotes())).toEqual({ rows: [['1', '2'], []], names: ['a\ufffd'] })
    expect(generatedReader(codec)(null, '', '', emptyNotes())).toBe(undefined)
  })
})

test('the generated merge lays objects together as the composed one does', () => {
  const keys = ['a', 'b', '"', 'data']
  const side = fc.dictionary(fc.constantFrom(...keys, 'other'), fc.constantFrom(null, 0, '', false, 1))
  fc.assert(
    fc.property(side, side, (inner, outer) => {
      expect(generatedMerge(keys)(inner, outer)).toEqual(composedMerge(keys)(inner, outer))
    }),
    { numRuns: 1_000 },
  )
  expect(generatedMerge(keys)({ a: null, b: 0 }, { a: 1, b: 2, other: 3 })).toEqual({ a: 1, b: 0 })
})
