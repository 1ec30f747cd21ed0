import { decodeWebhook } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readMembers } from '../../src/webhook/members.js'
import { newDecodeContext } from '../../src/webhook/decode-context.js'
import { scan } from '../../src/webhook/scan.js'
import { mergeRepeatedKeys } from '../../src/webhook/merge-repeated-keys.js'
import { loadCorpus } from '../corpus/corpus.js'

const json = fc
  .tuple(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t', '\n'))
  .map(([value, space]) => JSON.stringify(value, null, space))
  .filter((text) => !text.includes('__proto__'))

const keysIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>(
        (sum, inner) => sum + keysIn(inner),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      )

const depthOf = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf))

describe('the careful reading', () => {
  test('gives what JSON.parse gives where no key is repeated', () => {
    fc.assert(
      fc.property(json, (text) => {
        const context = newDecodeContext()
        expect(mergeRepeatedKeys(readMembers(text), undefined, context)).toEqual(JSON.parse(text))
        expect(context.warnings).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  test('gives the event and the warnings of the quick one', () => {
    const accepted = loadCorpus().filter(({ event, body }) => event !== undefined && body[0] === 0x7b)
    expect(accepted.length).toBeGreaterThan(200)
    for (const { id, body, options } of accepted) {
      const text = Buffer.from(body).toString()
      const wider = { ...options, maxBytes: 400_100 }
      expect([id, decodeWebhook(`{"_careful":0,${text.slice(1)}`, wider)]).toEqual([id, decodeWebhook(text, wider)])
    }
  })
})

describe('the scan', () => {
  test('counts members and levels as they are', () => {
    fc.assert(
      fc.property(json, (text) => {
        const value: unknown = JSON.parse(text)
        expect(scan(text, 64).members).toBe(keysIn(value))
        expect(scan(text, depthOf(value)).tooDeep).toBe(false)
        if (depthOf(value) > 0) expect(scan(text, depthOf(value) - 1).tooDeep).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    ['{"a":1}', true],
    ['{"":1}', true],
    ['{"a b":"\\n"}', true],
    ['{"a ":1}', false],
    ['{"\u00a0a":1}', false],
    ['{"\\u0061":1}', false],
    ['{"_a":1}', false],
    ['{"constructor":1}', false],
    ['{"constructors":1}', true],
    ['{"a\\\\":1}', false],
  ])('knows plain keys: %s', (text, plainKeys) => {
    expect(scan(text, 64)).toEqual({ tooDeep: false, members: 1, plainKeys })
  })
})
