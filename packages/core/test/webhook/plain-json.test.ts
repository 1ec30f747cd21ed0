import { isDeepStrictEqual } from 'node:util'

import { decodeWebhook } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { bodyKeys } from '../../src/webhook/codec/known-keys.js'
import { isObject } from '../../src/webhook/json-equal.js'
import { readMembers } from '../../src/webhook/members.js'
import { newDecodeContext } from '../../src/webhook/decode-context.js'
import { isPlainJson } from '../../src/webhook/plain-json.js'
import { countQuotes } from '../../src/webhook/count-quotes.js'
import { scan } from '../../src/webhook/scan.js'
import { mergeRepeatedKeys } from '../../src/webhook/merge-repeated-keys.js'
import { type BodyText, readText } from '../../src/webhook/text.js'
import { loadCorpus } from '../corpus/corpus.js'
import { loadShared } from './badinput.js'
import { mutatedBodies } from './mutations.js'

const now = 1_767_225_600_000
const maxDepth = 64

/** Objects with keys that want a closer look, and texts of which some repeat a key, are padded or have escapes. */
const oddKey = fc.constantFrom(
  'a',
  'orgId',
  'orgId ',
  '\u00a0data',
  'data',
  '__proto__',
  'constructor',
  '',
  '":',
  '\u00e9',
)
const oddValue = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('1', '-0', 'null', '"x"', '":"', '","', '"\\""', '"\\ud800"', '""', '{}', '[]'),
    fc.array(tie('node'), { maxLength: 3 }).map((items) => `[${items.join(' , ')}]`),
    fc
      .array(fc.tuple(oddKey, tie('node')), { maxLength: 4 })
      .map((fields) => `{${fields.map(([key, value]) => `${JSON.stringify(key)} :${value}`).join()}}`),
  ),
})).node

const bodies = [...loadCorpus().map(({ body }) => body), ...((await loadShared())?.bodies.values() ?? [])]

const anyBody = fc.oneof(
  mutatedBodies,
  oddValue.map((text) => Buffer.from(text)),
  fc.constantFrom(...bodies.filter(({ length }) => length < 20_000)),
)

const bodyText = (text: string): BodyText => ({ text, bytes: Buffer.from(text) })

type IsPlainJson = typeof isPlainJson

const parse = (text: string): object | undefined => {
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? parsed : undefined
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError)
    return undefined
  }
}

/**
 * Reading plain JSON member by member gives what JSON.parse gives, with no character to replace, and with no issue or
 * warning but that of two envelopes that disagree, which is found without it.
 */
const isSound = (judge: IsPlainJson, body: BodyText): boolean => {
  const parsed = parse(body.text)
  if (parsed === undefined || !judge(parsed, body, maxDepth)) return true
  const context = newDecodeContext()
  if (scan(body.text, maxDepth).tooDeep) return false
  const merged = mergeRepeatedKeys(readMembers(body.text), bodyKeys, context)
  const texts = JSON.stringify(parsed)
  const isStorable = !texts.includes('\\u0000') && !/\\ud[89a-f]/.test(texts)
  const isTold = context.issues.some(({ kind }) => kind !== 'conflict' || !('attributes' in parsed))
  return isStorable && !isTold && context.warnings.length === 0 && isDeepStrictEqual(merged, parsed)
}

const isSoundOnAll = (judge: IsPlainJson): boolean =>
  !fc.check(
    fc.property(anyBody, (bytes) => {
      const read = readText(bytes, 262_144)
      return isLeft(read) || isSound(judge, read.right)
    }),
    { numRuns: 5_000 },
  ).failed

const quotesOf = (value: unknown): number =>
  typeof value === 'string'
    ? 2
    : typeof value !== 'object' || value === null
      ? 0
      : Object.values(value).reduce<number>(
          (sum, inner) => sum + quotesOf(inner),
          Array.isArray(value) ? 0 : Object.keys(value).length * 2,
        )

describe('plain JSON', () => {
  test('needs no careful reading', () => {
    expect(isSoundOnAll(isPlainJson)).toBe(true)
  })

  test.each<readonly [string, IsPlainJson]>([
    ['takes every object for plain JSON', () => true],
    [
      'overlooks repeated keys',
      (value, { text }) => isPlainJson(value, bodyText(JSON.stringify(value)), 64) && !text.includes('\\'),
    ],
    [
      'overlooks what keys look like',
      (value, { text, bytes }) => !text.includes('\\') && quotesOf(value) === countQuotes(bytes),
    ],
    ['overlooks escapes', (value, { bytes }) => quotesOf(value) === countQuotes(bytes)],
  ])('a judge that %s is found: sabotage', (_, judge) => {
    expect(isSoundOnAll(judge)).toBe(false)
  })

  test('is what the vendor sends', () => {
    const accepted = loadCorpus().filter(({ id }) => id.startsWith('plain/') || id.startsWith('vendor/'))
    const plain = accepted.filter(({ body }) => {
      const text = Buffer.from(body).toString()
      return isPlainJson(parse(text) ?? {}, bodyText(text), maxDepth)
    })
    expect(plain.length).toBeGreaterThan(accepted.length / 2)
  })

  test('may be as deep as the limit, and no deeper', () => {
    const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`
    const isPlainJsonAt = (levels: number): boolean =>
      isPlainJson(parse(nested(levels)) ?? {}, bodyText(nested(levels)), 64)
    expect(isPlainJsonAt(64)).toBe(true)
    expect(isPlainJsonAt(65)).toBe(false)
    expect(isPlainJson([], bodyText('[]'), 0)).toBe(false)
  })

  test('of a text with unpaired surrogates nothing is', () => {
    expect(isPlainJson({ a: '\ud800' }, bodyText('{"a":"\ud800"}'), 64)).toBe(false)
    expect(isPlainJson({ a: '\u{1f947}' }, bodyText('{"a":"\u{1f947}"}'), 64)).toBe(true)
  })
})

/** Of two envelopes that disagree the careful reading also tells of the ids within. */
test('the quick and the careful reading of any body give one answer', () => {
  const verdicts = { accepted: 0, refused: 0 }
  fc.assert(
    fc.property(anyBody, (bytes) => {
      const text = bytes.toString()
      const careful = text.replace(/^(\ufeff?[ \t\r\n]*\{)(?=[ \t\r\n]*")/, '$1"_careful":0,')
      const decoded = decodeWebhook(text, { now })
      verdicts[isLeft(decoded) ? 'refused' : 'accepted']++
      const carefully = decodeWebhook(careful, { now })
      if (isLeft(decoded))
        expect(carefully).toMatchObject({
          left: { issues: expect.arrayContaining([...decoded.left.issues]) as unknown },
        })
      else expect(carefully).toEqual(decoded)
    }),
    { numRuns: 3_000 },
  )
  expect(verdicts.accepted).toBeGreaterThan(50)
  expect(verdicts.refused).toBeGreaterThan(50)
})
