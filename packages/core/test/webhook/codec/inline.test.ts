import fc from 'fast-check'
import { expect, test } from 'vitest'

import { draft } from '../../../src/webhook/codec/generate.js'
import * as identity from '../../../src/webhook/codec/identity.js'
import { type Inline, isTextInCode } from '../../../src/webhook/codec/inline.js'
import { type Leaf } from '../../../src/webhook/codec/leaf.js'
import * as values from '../../../src/webhook/codec/values.js'
import { emptyNotes, type Notes } from '../../../src/webhook/notes.js'

type Keeps = Leaf<unknown>['keeps']

const leaves = Object.entries({ ...identity, ...values }).flatMap(([name, leaf]) =>
  typeof leaf === 'object' && leaf.inline !== undefined ? [[name, leaf, leaf.inline] as const] : [],
)

const askedInCode = (inline: Inline): Keeps =>
  draft().finish('value, notes', `const { isStorable } = notes\nreturn ${inline('value')}`) as Keeps

const value = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, 0, -0, 1, -1, 1.5, NaN, Infinity, 2 ** 53, 2 ** 53 - 1),
  fc.constantFrom<unknown>(8_640_000_000_000_000, 8_640_000_000_000_001, -8_640_000_000_000_001, [], {}, '', '\0'),
  fc.string({ unit: fc.constantFrom('a', ' ', '\0', '\ud800', '\udc00', '\u{1f947}') }),
  fc.integer(),
  fc.anything(),
)

const notes = fc.boolean().map((isStorable): Notes => ({ ...emptyNotes(), isStorable }))

const isOneAnswer = (keeps: Keeps, asked: Keeps): boolean =>
  !fc.check(
    fc.property(value, notes, (given, told) => keeps(given, told) === asked(given, told)),
    { numRuns: 2_000 },
  ).failed

test('most leaves are asked without a call', () => {
  expect(leaves.map(([name]) => name).sort()).toEqual([
    'anyObject',
    'digits',
    'id',
    'instant',
    'name',
    'safeNumber',
    'text',
    'wholeNumber',
  ])
})

test.each(leaves)('%s answers in generated code what it answers a call', (_, { keeps }, inline) => {
  expect(isOneAnswer(keeps, askedInCode(inline))).toBe(true)
})

test('a question that is nearly the same is found: sabotage', () => {
  expect(isOneAnswer(values.text.keeps, askedInCode(isTextInCode))).toBe(false)
  expect(isOneAnswer(values.instant.keeps, askedInCode(values.wholeNumber.inline ?? isTextInCode))).toBe(false)
})
