import { type EventType, eventTypes } from '@partner-ledger/core/membership'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'

import { type Codec, object } from '../../../src/webhook/codec/combinators.js'
import { payloads } from '../../../src/webhook/codec/payload.js'
import { openEnvelope } from '../../../src/webhook/envelope.js'
import { readObject } from '../../../src/webhook/json.js'
import { newDecodeContext } from '../../../src/webhook/decode-context.js'
import { readText } from '../../../src/webhook/text.js'
import { loadCorpus } from '../../corpus/corpus.js'
import { loadShared } from '../badinput.js'

const value = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, 0, -0, 1, 41, 1.5, -1, 2 ** 53, 1e300, Infinity, true, '', 'x', [], {}),
  fc.constantFrom<unknown>(8_640_000_000_000_000, 8_640_000_000_000_001, -8_640_000_000_000_001, 2 ** 53 - 1, NaN, ' '),
  fc.constantFrom<unknown>(
    '2027-01-31T10:00:00Z',
    '2027-01-31 10:00:00.5',
    '2027-01-31T10:00:00+0530',
    '1822759200000',
  ),
  fc.constantFrom<unknown>('2027-01-31', ' 2027-02-30 ', '2027-01-31 10:00:00', 'a\0b', '\ud800', [null], [{}], ['5']),
  fc.constantFrom<unknown>(
    { accounts: [{ accountId: 5 }] },
    { accounts: [null] },
    { entityType: 5 },
    { customerId: 1 },
  ),
  fc.string(),
)

/** Every path to a field of a good payload, at any level. */
const pathsIn = (payload: object, parent: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(payload).flatMap(([key, inner]: [string, unknown]) => [
    [...parent, key],
    ...(typeof inner === 'object' && inner !== null ? pathsIn(inner, [...parent, key]) : []),
  ])

const withValue = (payload: object, path: readonly string[], given: unknown): object => {
  const changed = structuredClone(payload) as Record<string, unknown>
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], changed)
  if (typeof parent === 'object' && parent !== null) Object.assign(parent, { [String(path.at(-1))]: given })
  return changed
}

const bodies = [...loadCorpus().map(({ body }) => body), ...((await loadShared())?.bodies.values() ?? [])]

const payloadOf = (body: Uint8Array): readonly object[] => {
  const text = readText(body, 262_144)
  const read = isLeft(text) ? undefined : readObject(text.right, 64, newDecodeContext())
  return read === undefined ? [] : [openEnvelope(read, newDecodeContext())]
}

/** The payload of every body at hand that is an object, whatever is wrong with it. */
export const knownPayloads: readonly object[] = bodies.flatMap(payloadOf)

/** A payload near a known one: some of its values, at any level, are others. */
const changed = fc
  .constantFrom(...knownPayloads.filter((payload) => Object.keys(payload).length > 0))
  .chain((payload) =>
    fc
      .array(fc.tuple(fc.constantFrom(...pathsIn(payload)), value), { maxLength: 3 })
      .map((changes) => changes.reduce((made, [path, given]) => withValue(made, path, given), payload)),
  )

/** A type, and a payload that may or may not be one of its own. */
export const typedPayloads: fc.Arbitrary<readonly [EventType, unknown]> = fc.tuple(
  fc.constantFrom(...eventTypes),
  fc.oneof({ arbitrary: changed, weight: 9 }, { arbitrary: value, weight: 1 }),
)

const stated: Readonly<Record<string, unknown>> = {
  orgId: 1,
  createdAt: 1_700_000_000_123,
  data: { customerIdentifiers: { customerId: 1 }, loyaltyProgramId: 1, partnerProgramId: 1 },
}

/** Every path to a leaf or an object of a codec; a list and a source have one item each. */
const pathsOf = (codec: Codec, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] => {
  const own = path.length === 0 ? [] : [path]
  switch (codec._tag) {
    case 'Leaf':
      return own
    case 'Optional':
    case 'Lenient':
      return pathsOf(codec.type, path)
    case 'ArrayType':
      return [...own, ...pathsOf(codec.type, [...path, 0])]
    case 'InterfaceType':
      return [...own, ...Object.entries(codec.props).flatMap(([key, field]) => pathsOf(field, [...path, key]))]
    case 'Open':
      return [...pathsOf(codec.type, path), ...pathsOf(codec.others, [...path, 'line'])]
  }
}

/** A copy with this value at the path; objects and lists on the way are made where they are missing. */
const placed = (within: unknown, [key, ...rest]: readonly (string | number)[], given: unknown): unknown => {
  if (key === undefined) return given
  if (typeof key === 'number') return [placed(Array.isArray(within) ? within[0] : undefined, rest, given)]
  const object = typeof within === 'object' && within !== null && !Array.isArray(within) ? within : {}
  return { ...object, [key]: placed((object as Record<string, unknown>)[key], rest, given) }
}

/** A good payload in which any of its codec's fields, at every level, has any value. */
export const changedFields: fc.Arbitrary<readonly [EventType, unknown]> = fc
  .constantFrom(...eventTypes)
  .chain((type) => {
    const change = fc.tuple(fc.constantFrom(...pathsOf(payloads[type])), value)
    return fc
      .array(change, { minLength: 1, maxLength: 3 })
      .map((changes) => [type, changes.reduce<unknown>((made, [path, given]) => placed(made, path, given), stated)])
  })

/** The codec of a payload that forgot one of its fields: of the payload itself, or of its `data`. */
export const without = (type: EventType, key: string): Codec => {
  const { data, ...around } = payloads[type].props
  const kept = (props: Readonly<Record<string, unknown>>): Parameters<typeof object>[0] =>
    Object.fromEntries(Object.entries(props).filter(([name]) => name !== key)) as Parameters<typeof object>[0]
  return object({ ...kept(around), data: object(kept(data.props)) })
}
