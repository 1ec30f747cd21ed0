import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Authenticate } from '../src/authenticate.js'
import { headersBy, type IsSame } from '../src/static-headers.js'

type Check = (isSame: IsSame, headers: Readonly<Record<string, readonly string[]>>) => Authenticate

/** Some headers with some values each. */
const configured: fc.Arbitrary<Record<string, string[]>> = fc.dictionary(
  fc.constantFrom('x-one', 'x-two', 'x-three'),
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
  { minKeys: 1 },
)

/** What a request may carry of them: right values, wrong ones, and none. */
const carried = fc.dictionary(fc.constantFrom('x-one', 'x-two', 'x-three'), fc.constantFrom('a', 'b', 'c', 'd', 'e'))

/** Every request is right or wrong by as many comparisons as there are values. */
const comparesAll = (check: Check): fc.IProperty<[Record<string, string[]>, Record<string, string>]> =>
  fc.property(configured, carried, (wanted, given) => {
    let comparisons = 0
    const authenticate = check((one, other) => {
      comparisons += 1
      return one.equals(other)
    }, wanted)
    const verdict = authenticate({ method: 'POST', url: '/', headers: new Headers(given) })
    expect(verdict).toBe(Object.entries(wanted).every(([name, values]) => values.includes(given[name] ?? '')))
    expect(comparisons).toBe(Object.values(wanted).flat().length)
  })

/** Right as well, and as quick as it can be. */
const untilFound: Check = (isSame, wanted) => {
  const same = (value: string, given: string): boolean => isSame(Buffer.from(value), Buffer.from(given))
  return ({ headers }) =>
    Object.entries(wanted).every(([name, values]) => values.some((value) => same(value, headers.get(name) ?? '')))
}

test('each request is compared with every value of every header, whatever it carries', () => {
  fc.assert(comparesAll(headersBy), { numRuns: 1000 })
})

test('a check that stops at the first value that matches, or does not, is found: sabotage', () => {
  expect(fc.check(comparesAll(untilFound), { numRuns: 1000 })).toMatchObject({ failed: true })
})
