import type { NewEvent } from '@partner-ledger/core/store'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { knownFacts } from '../../src/schema/layout.js'
import { checksumOf } from '../../src/schema/checksum.js'
import { boundId, idText, textOfId } from '../../src/log/id.js'
import { sqliteStore } from '../../src/store.js'
import { eventsOf, outcomesOf, rightOf } from '../sample-event.js'

const runs = { numRuns: 300 }
const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replaceAll('\0', '.').toWellFormed())
const value = fc.oneof(text, fc.maxSafeInteger(), fc.constantFrom('', 0, -1, '12', '1.0', 'null'))
const keys = (known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...known), fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/))
const values = (known: readonly string[]): fc.Arbitrary<Record<string, string | number>> =>
  fc.dictionary(keys(known), value, { maxKeys: 24, noNullPrototype: true })

const id = fc.oneof(
  fc.uuid(),
  fc.uuid().map((one) => one.toUpperCase()),
  text.filter((one) => one !== ''),
)
const some = fc.record(
  {
    id,
    type: fc.constantFrom('partnerProgramLinked', 'supplementaryMembershipExpiryReminder', 'another', '1'),
    occurredAt: fc.maxSafeInteger(),
    schema: fc.integer({ min: 1, max: 9 }),
    facts: values(knownFacts),
    personal: values(['membershipNumber', 'customer']),
    body: fc.uint8Array({ maxLength: 50 }),
  },
  { requiredKeys: ['id', 'type', 'occurredAt', 'schema', 'facts'] },
) as fc.Arbitrary<NewEvent>

describe('what comes back', () => {
  it('is what went in: values of any kind under any key, ids of any form, parts that are absent or empty', async () => {
    const store = sqliteStore({ path: ':memory:' })
    let n = 0
    await fc.assert(
      fc.asyncProperty(some, async (event) => {
        const stream = `s${(n += 1)}`
        await rightOf(store.append('1', [{ stream, expected: 0, event }]))
        const [read] = await eventsOf(store.readStream('1', stream, 0, 2))
        const { body, ...parts } = event
        expect(read).toEqual({ ...parts, stream, version: 1, position: n, recordedAt: read?.recordedAt })
        const kept = await rightOf(store.body('1', n))
        expect(kept && new Uint8Array(kept)).toEqual(body)
        const [again] = await outcomesOf(store.append('1', [{ stream, expected: 9, event }]))
        expect(again).toMatchObject({ _tag: 'duplicate', position: n, facts: event.facts })
      }),
      runs,
    )
    await store.close()
  })

  it('has an id of 16 bytes exactly where that is the id’s own form', () => {
    fc.assert(
      fc.property(id, (one) => {
        const bound = boundId(one)
        expect(typeof bound === 'string' ? bound : bound.byteLength).toBe(typeof bound === 'string' ? one : 16)
        expect(textOfId(idText(one))).toBe(one)
      }),
      runs,
    )
    expect(boundId('0b9f0f1e-1111-4222-8333-444455556666')).toBeInstanceOf(Uint8Array)
  })
})

describe('the checksum of a row', () => {
  const cell = fc.oneof(text, fc.maxSafeInteger(), fc.constant(null))

  it('sees every change of one cell, also of its kind', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), fc.nat(), cell, (cells, at, other) => {
        const index = at % cells.length
        fc.pre(cells[index] !== other)
        const sum = checksumOf(cells, 0, cells.length)
        expect(checksumOf(cells.with(index, other), 0, cells.length)).not.toBe(sum)
      }),
      { ...runs, numRuns: 3_000 },
    )
    expect(checksumOf([1], 0, 1)).not.toBe(checksumOf(['1'], 0, 1))
    expect(checksumOf([1.5], 0, 1)).not.toBe(checksumOf([1], 0, 1))
    expect(checksumOf(['a', 'bc'], 0, 2)).not.toBe(checksumOf(['ab', 'c'], 0, 2))
  })
})
