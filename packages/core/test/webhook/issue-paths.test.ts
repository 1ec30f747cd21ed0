import { decodeWebhook, type Issue } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'

const key = 'Asha-5550177'

/** A value that has the key in it, and faults around it. */
const node = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('1', 'null', '{"__proto__":1}', '{"constructor":{"prototype":1}}', '"x"'),
    tie('node').map((inner) => `{"${key}":${inner},"${key}":1}`),
    tie('node').map((inner) => `[${inner}]`),
  ),
})).node

const issuesOf = (text: string): readonly Issue[] => {
  const decoded = decodeWebhook(text, { now: 1_767_225_600_000 })
  return isLeft(decoded) ? decoded.left.issues : []
}

const bodyOf = (place: string, inner: string): string => {
  const [around, data, customer] = ['around', 'data', 'customer'].map((name) =>
    name === place ? `"${key}":${inner},` : '',
  )
  return `{${around}"orgId":1,"attributes":{"data":{${data}"customerIdentifiers":{${customer}"customerId":"x"}}}}`
}

test('no issue holds a key that the codecs do not know', () => {
  const forbidden = new Set<string>()
  fc.assert(
    fc.property(fc.constantFrom('around', 'data', 'customer'), node, (place, inner) => {
      const issues = issuesOf(bodyOf(place, inner))
      expect(issues.length).toBeGreaterThan(0)
      expect(JSON.stringify(issues)).not.toContain(key)
      for (const { kind, path } of issues) if (kind === 'forbidden') forbidden.add(path)
    }),
    { numRuns: 500 },
  )
  expect([...forbidden]).toEqual(expect.arrayContaining(['*.__proto__', 'data.*.constructor']))
  expect(forbidden.has('data.customerIdentifiers.*.__proto__')).toBe(true)
})

test('a key that an issue held would be found: sabotage', () => {
  expect(JSON.stringify([{ path: `data.${key}.__proto__` }])).toContain(key)
})
