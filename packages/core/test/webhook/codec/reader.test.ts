import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { eventTypes } from '../../../src/membership/event.js'
import { payloads } from '../../../src/webhook/codec/payload.js'
import { readerOf } from '../../../src/webhook/codec/reader.js'
import { emptyNotes } from '../../../src/webhook/notes.js'
import { loadCorpus } from '../../corpus/corpus.js'

const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    0,
    1,
    41,
    1.5,
    -1,
    2 ** 53,
    1e300,
    Infinity,
    true,
    '',
    'x',
    '2027-01-31',
    [],
    {},
  ),
  fc.constantFrom<unknown>([null], [{}], { accounts: [{ accountId: 5 }] }, { entityType: 5 }, { customerId: 1 }),
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
    .reduce<unknown>((object, key) => (object as Record<string, unknown> | undefined)?.[key], changed)
  if (typeof parent === 'object' && parent !== null) Object.assign(parent, { [String(path.at(-1))]: given })
  return changed
}

const good = loadCorpus()
  .filter(({ id }) => id.startsWith('plain/') || id.startsWith('vendor/'))
  .map(({ body }) => JSON.parse(Buffer.from(body).toString()) as object)

const changed = fc
  .constantFrom(...good)
  .chain((payload) =>
    fc
      .array(fc.tuple(fc.constantFrom(...pathsIn(payload)), value), { maxLength: 3 })
      .map((changes) => changes.reduce((made, [path, given]) => withValue(made, path, given), payload)),
  )

const isRead = (type: (typeof eventTypes)[number], payload: unknown): boolean => {
  const notes = emptyNotes()
  readerOf(payloads[type])(payload, notes)
  return !notes.refused
}

describe('the reader of a codec', () => {
  test('refuses exactly what the codec does', () => {
    const verdicts = { read: 0, refused: 0 }
    fc.assert(
      fc.property(fc.constantFrom(...eventTypes), fc.oneof(changed, value), (type, payload) => {
        const read = isRead(type, payload)
        verdicts[read ? 'read' : 'refused']++
        expect(read).toBe(!isLeft(payloads[type].decode(payload)))
      }),
      { numRuns: 3_000 },
    )
    expect(verdicts.read).toBeGreaterThan(100)
    expect(verdicts.refused).toBeGreaterThan(100)
  })

  test('agrees with its guard where every field is present', () => {
    const payload = { ...good[0], eventType: null }
    expect(payloads.partnerProgramLinked.is(payload)).toBe(false)
    expect(isRead('partnerProgramLinked', payload)).toBe(true)
  })
})
