import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { eventTypes } from '../../../src/membership/event.js'
import { type Codec, list, object, optional } from '../../../src/webhook/codec/combinators.js'
import { composedPredicate, type Predicate } from '../../../src/webhook/codec/composed-predicate.js'
import { generatedPredicate } from '../../../src/webhook/codec/generated-predicate.js'
import { payloads } from '../../../src/webhook/codec/payload.js'
import { text, wholeNumber } from '../../../src/webhook/codec/values.js'
import { knownPayloads, typedPayloads, without } from './payloads.js'

type Form = (codec: Codec) => Predicate

const forms: readonly (readonly [name: string, form: Form])[] = [
  ['generated', generatedPredicate],
  ['composed', composedPredicate],
]

const predicatesOf = (
  codecOf: (type: (typeof eventTypes)[number]) => Codec,
  form: Form,
): ReadonlyMap<string, Predicate> => new Map(eventTypes.map((type) => [type, form(codecOf(type))]))

const agreesWithCodec = (predicates: ReadonlyMap<string, Predicate>): boolean =>
  !fc.check(
    fc.property(
      typedPayloads,
      ([type, payload]) => predicates.get(type)?.(payload) === !isLeft(payloads[type].decode(payload)),
    ),
    { numRuns: 3_000 },
  ).failed

describe.each(forms)('the %s predicate', (_, form) => {
  const predicates = predicatesOf((type) => payloads[type], form)

  test('says of every known payload what codec.decode says', () => {
    expect(knownPayloads.length).toBeGreaterThan(300)
    const verdicts = { holds: 0, fails: 0 }
    for (const type of eventTypes) {
      for (const payload of knownPayloads) {
        const holds = predicates.get(type)?.(payload)
        expect(holds).toBe(!isLeft(payloads[type].decode(payload)))
        verdicts[holds === true ? 'holds' : 'fails']++
      }
    }
    expect(verdicts.holds).toBeGreaterThan(100)
    expect(verdicts.fails).toBeGreaterThan(100)
  })

  test('says of payloads near them what codec.decode says', () => {
    expect(agreesWithCodec(predicates)).toBe(true)
  })

  test.each([
    'orgId',
    'createdAt',
    'eventId',
    'eventType',
    'customerIdentifiers',
    'partnerProgramId',
    'partnerProgramName',
  ])('that forgets %s is found: sabotage', (key) => {
    const forgetful = predicatesOf((type) => without(type, key), form)
    expect(agreesWithCodec(forgetful)).toBe(false)
  })

  test('knows lists as codec.decode does, though no payload must have one', () => {
    const codec = object({ lists: optional(list(object({ names: list(text), count: wholeNumber }))) })
    const holds = form(codec)
    const item = fc.oneof(fc.constantFrom<unknown>(null, 1, 'x', 1.5, {}), fc.array(fc.constantFrom('a', 1, null)))
    const items = fc.array(fc.oneof(item, fc.record({ names: item, count: item })))
    fc.assert(
      fc.property(fc.oneof(item, items), (lists) => {
        expect(holds({ lists })).toBe(!isLeft(codec.decode({ lists })))
      }),
      { numRuns: 1_000 },
    )
    expect(holds({ lists: [{ names: ['a'], count: 1 }] })).toBe(true)
    expect(holds({ lists: [{ names: ['a', 1], count: 1 }] })).toBe(false)
  })
})
