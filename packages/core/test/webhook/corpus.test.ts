import { decodeWebhook } from '@partner-ledger/core/webhook'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { type Case, countCases, loadCorpus, manifest } from '../corpus/corpus.js'
import { quotesOf } from './values-in.js'

const verdictOn = ({ body, options }: Case): unknown => {
  const decoded = decodeWebhook(body, options)
  if (isLeft(decoded)) return { reject: decoded.left.issues.map(({ kind, path }) => [kind, path]) }
  return { event: decoded.right.event, warnings: decoded.right.warnings.map(({ kind, path }) => [kind, path]) }
}

describe('the corpus', () => {
  const corpus = loadCorpus()

  test('holds what its manifest counts', () => {
    expect(countCases()).toEqual(manifest.files)
    expect(corpus).toHaveLength(manifest.cases)
    expect(corpus.length).toBeGreaterThan(300)
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length)
  })

  test.each(corpus.map((each) => [each.id, each] as const))('%s', (_, each) => {
    const { reject, event, warnings } = each
    expect(verdictOn(each)).toEqual(reject === undefined ? { event, warnings } : { reject })
  })

  test('a text and its bytes have one verdict', () => {
    const asText = corpus.filter(({ id }) => !id.startsWith('encoding/'))
    expect(asText.length).toBeGreaterThan(300)
    for (const each of asText) {
      const text = Buffer.from(each.body).toString('utf8')
      expect(decodeWebhook(text, each.options)).toEqual(decodeWebhook(each.body, each.options))
    }
  })

  test('nothing that is told holds a value', () => {
    for (const { id, body, options } of corpus) {
      const decoded = decodeWebhook(body, options)
      const told = isLeft(decoded) ? decoded.left : decoded.right.warnings
      expect([id, quotesOf(Buffer.from(body).toString('utf8'), told)]).toEqual([id, []])
    }
  })

  test('a wrong verdict is noticed', () => {
    const [first] = corpus
    if (first === undefined) throw new Error('an empty corpus')
    expect(verdictOn({ ...first, body: Buffer.from('{') })).not.toEqual({ event: first.event, warnings: [] })
    expect(quotesOf('{"mobile":"5550100"}', { expected: 'not 5550100' })).toEqual(['5550100'])
  })
})
