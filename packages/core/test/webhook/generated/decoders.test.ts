import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

import { type EventType, eventTypes } from '@partner-ledger/core/membership'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { formatDecoders, target } from '../../../../../tools/generate/format.js'
import * as identity from '../../../src/webhook/codec/identity.js'
import { payloadKeys } from '../../../src/webhook/codec/known-keys.js'
import * as payload from '../../../src/webhook/codec/payload.js'
import * as values from '../../../src/webhook/codec/values.js'
import { type DecodeContext, newDecodeContext } from '../../../src/webhook/decode-context.js'
import { decoders, mergeEnvelope } from '../../../src/webhook/generated/decoders.js'
import { type Payload, toEvent } from '../../../src/webhook/to-event.js'
import { readByCodec } from '../codec/reference-reader.js'
import { changedFields, knownPayloads, typedPayloads, without } from '../codec/payloads.js'

type Decode = (type: EventType, payload: unknown, context: DecodeContext) => unknown

const { payloads } = payload

const generated: Decode = (type, given, context) => decoders[type](given, context)

/** io-ts says what is well typed; the walk along the codec says what is read. */
const reference: Decode = (type, given, context) => {
  if (isLeft(payloads[type].decode(given))) return undefined
  return toEvent(type, readByCodec(payloads[type], given, '', context) as Payload, context)
}

/** The event with its keys in order, and the warnings in order; a refused payload has no warnings to report. */
const outcomeOf = (decode: Decode, type: EventType, given: unknown, isStorable: boolean): unknown => {
  const context = { ...newDecodeContext(), isStorable }
  const event = decode(type, given, context)
  return event === undefined ? 'ill typed' : [event, JSON.stringify(event), context.warnings]
}

/** A payload whose texts are all storable may be read as such, or not. */
const isAsReference = (decode: Decode, type: EventType, given: unknown): boolean =>
  isDeepStrictEqual(outcomeOf(decode, type, given, false), outcomeOf(reference, type, given, false))

const isAsReferenceNearby = (decode: Decode): boolean =>
  !fc.check(
    fc.property(typedPayloads, ([type, given]) => isAsReference(decode, type, given)),
    { numRuns: 3_000 },
  ).failed

describe('the generated decoders', () => {
  test('are what the codecs give when they are generated anew', async () => {
    const sources = {
      codecs: { ...identity, ...values, ...payload },
      payloads,
      payloadKeys: [...payloadKeys.fields.keys()],
    }
    expect(await formatDecoders(sources)).toBe(readFileSync(target, 'utf8'))
    const other = { ...payloads, partnerProgramLinked: without('partnerProgramLinked', 'refId') }
    expect(await formatDecoders({ ...sources, payloads: other })).not.toBe(readFileSync(target, 'utf8'))
  })

  test('refuse what io-ts refuses, and read every known payload as its codec says', () => {
    expect(knownPayloads.length).toBeGreaterThan(300)
    const counts = { refused: 0, warned: 0, clean: 0 }
    for (const type of eventTypes) {
      for (const given of knownPayloads) {
        expect(isAsReference(generated, type, given)).toBe(true)
        const context = newDecodeContext()
        const event = generated(type, given, context)
        counts[event === undefined ? 'refused' : context.warnings.length > 0 ? 'warned' : 'clean']++
      }
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(100)
  })

  test('do so of payloads near them', () => {
    expect(isAsReferenceNearby(generated)).toBe(true)
  })

  test('do so of every value of every field', () => {
    fc.assert(
      fc.property(changedFields, ([type, given]) => {
        expect(outcomeOf(generated, type, given, false)).toEqual(outcomeOf(reference, type, given, false))
      }),
      { numRuns: 3_000 },
    )
  })

  test('keep texts as they are where the whole body is known to be storable', () => {
    const texts = {
      refId: 'a\0b',
      data: { customerIdentifiers: { customerId: 1 }, loyaltyProgramId: 1, partnerProgramId: 1 },
    }
    const given = { orgId: 1, createdAt: 1, ...texts }
    expect(outcomeOf(generated, 'partnerProgramDelinked', given, true)).toMatchObject([{ refId: 'a\0b' }, {}, []])
    expect(outcomeOf(generated, 'partnerProgramDelinked', given, false)).toMatchObject([
      { refId: 'a\ufffdb' },
      {},
      [{}],
    ])
  })

  const forgetting =
    (change: (given: Record<string, unknown>) => unknown): Decode =>
    (type, given, context) =>
      generated(type, typeof given === 'object' && given !== null ? change({ ...given }) : given, context)

  test.each<readonly [string, Decode]>([
    ['do not check orgId', forgetting((given) => ({ ...given, orgId: 1 }))],
    ['do not check createdAt', forgetting((given) => ({ ...given, createdAt: 1 }))],
    ['do not check eventId', forgetting(({ eventId: _, ...given }) => given)],
    ['do not read refId', forgetting(({ refId: _, ...given }) => given)],
    ['do not read eventLogId', forgetting(({ eventLogId: _, ...given }) => given)],
    [
      'do not check data',
      (type, given, context) => generated(type, given, context) ?? generated(type, {}, context) ?? {},
    ],
    [
      'take every text for storable',
      (type, given, context) => generated(type, given, Object.assign(context, { isStorable: true })),
    ],
    ['warn of nothing', (type, given, context) => generated(type, given, { ...context, warnings: [] })],
    ['read every event as a Linked', (_, given, context) => generated('partnerProgramLinked', given, context)],
  ])('that %s are found: sabotage', (_, decode) => {
    expect(isAsReferenceNearby(decode)).toBe(false)
  })
})

describe('the generated merge of two envelopes', () => {
  const keys = [...payloadKeys.fields.keys()]
  const side = fc.dictionary(fc.constantFrom(...keys, 'other'), fc.constantFrom(null, 0, '', false, 1))
  const merged = (inner: Record<string, unknown>, outer: Record<string, unknown>): object =>
    Object.fromEntries(keys.map((key) => [key, inner[key] ?? outer[key]]))

  test('takes the inner value of each known key, or else the outer one', () => {
    fc.assert(
      fc.property(side, side, (inner, outer) => {
        expect(mergeEnvelope(inner, outer)).toEqual(merged(inner, outer))
      }),
      { numRuns: 1_000 },
    )
    expect(mergeEnvelope({ orgId: null, eventId: 0 }, { orgId: 1, eventId: 2, other: 3 })).toEqual({
      orgId: 1,
      eventId: 0,
    })
  })
})
