import { decodeWebhook } from '@partner-ledger/core/webhook'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { bases } from '../corpus/corpus.js'

const linked = bases.get('linked')?.text ?? ''

describe('decodeWebhook', () => {
  test('judges the future by the clock where no time is given', () => {
    const at = (createdAt: number): string => linked.replace('1700000000123', String(createdAt))
    expect(isRight(decodeWebhook(at(Date.now() + 3_600_000)))).toBe(true)
    expect(isLeft(decodeWebhook(at(Date.now() + 90_000_000)))).toBe(true)
  })

  test('refuses what is neither text nor bytes', () => {
    const parsed = JSON.parse(linked) as Uint8Array
    const decoded = decodeWebhook(parsed)
    expect(isLeft(decoded) && decoded.left.issues).toEqual([
      { kind: 'malformed', path: '', expected: 'a text or bytes, as received' },
    ])
  })

  test('reads a view into a larger buffer', () => {
    const larger = Buffer.from(`xx${linked}yy`)
    const view = new Uint8Array(larger.buffer, larger.byteOffset + 2, linked.length)
    expect(decodeWebhook(view)).toEqual(decodeWebhook(linked))
  })

  test('forgives one byte order mark of a text', () => {
    expect(decodeWebhook(`\ufeff${linked}`)).toEqual(decodeWebhook(linked))
    expect(isLeft(decodeWebhook(`\ufeff\ufeff${linked}`))).toBe(true)
  })

  test('lays an event out in one order, whatever the order of the keys', () => {
    const turned = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, turned(inner)]),
          )
        : value
    expect(JSON.stringify(decodeWebhook(JSON.stringify(turned(JSON.parse(linked)))))).toBe(
      JSON.stringify(decodeWebhook(linked)),
    )
  })

  test('tells of at most a hundred flaws', () => {
    const forbidden = Array.from({ length: 300 }, () => '{"__proto__":1}').join()
    const decoded = decodeWebhook(`${linked.slice(0, -1)},"k":[${forbidden}]}`)
    expect(isLeft(decoded) && decoded.left.issues.length).toBe(100)
  })

  test('tells of at most a hundred warnings, and of a derived id all the same', () => {
    const repeats = Array.from({ length: 300 }, (_, index) => `"k${index}":1,"k${index}":2`).join()
    const decoded = decodeWebhook(
      `${linked.replace('"eventId":"ev-linked-1"', '"eventId":null').slice(0, -1)},${repeats}}`,
    )
    const kinds = isLeft(decoded) ? [] : decoded.right.warnings.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'repeated')).toHaveLength(100)
    expect(kinds).toContain('derived')
  })

  test('leaves what it is given as it is', () => {
    const bytes = Buffer.from(linked)
    expect(isRight(decodeWebhook(bytes, Object.freeze({ now: 1_767_225_600_000 })))).toBe(true)
    expect(bytes.toString()).toBe(linked)
  })
})
