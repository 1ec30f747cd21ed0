import { decodeWebhook, type Issue } from '@partner-ledger/core/webhook'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { loadShared, type SharedCase, valueNamed } from './badinput.js'
import { quotesOf } from './values-in.js'

const shared = await loadShared()

const isExpected = ({ kind, path, alsoKind = [], alsoAllowed = [] }: SharedCase, issue: Issue): boolean =>
  [kind, ...alsoKind].includes(issue.kind) && [path, ...alsoAllowed].includes(issue.path)

const hasLength = (expected: unknown): expected is { readonly length: number } =>
  typeof expected === 'object' && expected !== null && 'length' in expected

describe.skipIf(shared === undefined)('the shared cases (skipped where ../shared/badinput is not at hand)', () => {
  const { cases, bodies, assumes } = shared ?? { cases: [], bodies: new Map<string, Uint8Array>(), assumes: undefined }

  test('are found', () => {
    expect(cases.length).toBeGreaterThan(150)
    expect(bodies.size).toBe(cases.length)
  })

  test.each(cases.map((each) => [each.tier, each.id, each] as const))('tier %i: %s', (_, id, each) => {
    const body = bodies.get(id) ?? new Uint8Array()
    const decoded = decodeWebhook(body, assumes)
    if (isLeft(decoded)) {
      expect(each.verdict, JSON.stringify(decoded.left)).toBe('reject')
      expect(decoded.left.issues.filter((issue) => isExpected(each, issue))).not.toEqual([])
      expect(body.length > 300_000 ? [] : quotesOf(Buffer.from(body).toString(), decoded.left)).toEqual([])
      return
    }
    const { event, warnings } = decoded.right
    expect(each.verdict).toBe('accept')
    for (const [name, expected] of Object.entries(each.normalised ?? {})) {
      const value = valueNamed(event, name)
      if (hasLength(expected)) expect(value).toHaveLength(expected.length)
      else expect(value ?? null, name).toEqual(expected)
    }
    expect(warnings.map(({ path }) => path)).toEqual(expect.arrayContaining([...(each.warnings ?? [])]))
    expect(event.eventId.startsWith('d1:')).toBe(each.derivedId === true)
    expect(quotesOf(Buffer.from(body).toString(), warnings)).toEqual([])
    const kept = JSON.parse(
      Buffer.from(body)
        .toString()
        .replace(/^\ufeff/, ''),
    ) as Record<string, unknown>
    for (const [key, value] of Object.entries(each.kept ?? {})) expect(kept[key]).toEqual(value)
    expect(Buffer.from(body).toString()).toContain(each.rawMustContain ?? '')
  })
})
