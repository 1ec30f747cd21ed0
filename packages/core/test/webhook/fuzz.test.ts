import { decodeWebhook } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { rounds } from '../../../../tools/faults/rounds.js'
import { loadCorpus } from '../corpus/corpus.js'
import { mark, mutatedBodies } from './mutations.js'

const now = 1_767_225_600_000

/** Total, repeatable, and silent about values. */
const judge = (body: Buffer): 'accepted' | 'refused' => {
  const decoded = decodeWebhook(body, { now })
  expect(decodeWebhook(body, { now })).toEqual(decoded)
  const told = isLeft(decoded) ? decoded.left.issues : decoded.right.warnings
  expect(JSON.stringify(told)).not.toContain(`:"${mark}`)
  for (const { path, kind } of told) expect(typeof path === 'string' && typeof kind === 'string').toBe(true)
  if (isLeft(decoded)) expect(decoded.left.issues.length).toBeGreaterThan(0)
  else expect(JSON.parse(JSON.stringify(decoded.right.event))).toEqual(decoded.right.event)
  return isLeft(decoded) ? 'refused' : 'accepted'
}

describe('any body', () => {
  test('that is near a good one is decoded or refused, never thrown at', { tags: 'fault:fuzz' }, () => {
    const verdicts = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(mutatedBodies, (body) => {
        verdicts[judge(body)]++
      }),
      { numRuns: rounds(4_000) },
    )
    expect(verdicts.accepted).toBeGreaterThan(50)
    expect(verdicts.refused).toBeGreaterThan(50)
    figures({ rounds: rounds(4_000), thrown: 0 })
  })

  test('of any bytes is decoded or refused', { tags: 'fault:fuzz' }, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        judge(Buffer.from(bytes))
      }),
      { numRuns: rounds(1_000) },
    )
    figures({ rounds: rounds(1_000), thrown: 0 })
  })

  test('of any JSON is decoded or refused, in words that are none of its own', { tags: 'fault:fuzz' }, () => {
    const words = new Set(loadCorpus().flatMap(({ body, options }) => wordsOf(decodeWebhook(body, options))))
    expect(words.size).toBeLessThan(40)
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        judge(Buffer.from(text))
        expect(wordsOf(decodeWebhook(text, { now })).filter((word) => !words.has(word))).toEqual([])
      }),
      { numRuns: rounds(1_000) },
    )
    figures({ rounds: rounds(1_000), thrown: 0 })
  })
})

/** Of what is told, all but the paths. */
const wordsOf = (decoded: ReturnType<typeof decodeWebhook>): readonly string[] =>
  isLeft(decoded)
    ? decoded.left.issues.flatMap(({ kind, expected }) => [kind, expected])
    : decoded.right.warnings.map(({ kind }) => kind)
