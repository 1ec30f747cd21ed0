import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { orgsByPath } from '../src/orgs.js'
import { pathOf } from '../src/request-path.js'
import { delivery, key, receiving } from './webhooks.js'

const table = { '/w/india': [1], '/w/brazil': [2] }

type OrgsFor = (url: string) => readonly number[]

const orgsFor: OrgsFor = (url) => [...orgsByPath(table)({ method: 'POST', url, headers: new Headers() })]

/** The same by the path that URL normalisation comes to. */
const byNormalisedPath: OrgsFor = (url) => {
  const { pathname } = new URL(url, 'http://localhost')
  return pathname === '/w/india' ? [1] : []
}

test.each([
  '/w/india',
  '/w/india/',
  '/w/india?a=/../b',
  '/w/india/?',
  'http://example.com/w/india',
  'HTTPS://u@h:1/w/india?x',
])('%s is the path of an organisation', (url) => {
  expect(orgsFor(url)).toEqual([1])
})

const altered = [
  '/w/brazil/../india',
  '/w/brazil/%2e%2e/india',
  '/w/brazil/.%2E/india',
  '/w/./india',
  '/w/%2e/india',
  '/w/brazil\\..\\india',
  '\\w\\india',
  '/w\\india',
  '/w/india#/../brazil',
  '//example.com/w/india',
  '/\t/example.com/w/india',
  '/w/ind\tia',
  '/w/ind\nia',
  'http://localhost/w/brazil/../india',
]
const different = [
  '/w/india/.',
  '/w/india/x/..',
  '/w//india',
  '//w/india',
  '/w/india//',
  '/w%2Findia',
  '/w%5Cindia',
  '/w/%69ndia',
  '/W/India',
  '/w/india%00',
]
const wrong = [
  '',
  '*',
  'w/india',
  'localhost:80',
  '/w/india%',
  '/w/%zzindia',
  '/w/í',
  '/w/india ',
  'javascript:/w/india',
]

test.each([...altered, ...different, ...wrong])('%j speaks for no organisation', { tags: 'fault:hosts' }, (url) => {
  expect(orgsFor(url)).toEqual([])
})

test(
  'a path that URL normalisation changes speaks for India by a reader that normalises, and that is found: sabotage',
  { tags: 'twin:hosts' },
  () => {
    expect(altered.filter((url) => byNormalisedPath(url).length === 0)).toEqual([])
  },
)

test('a path is its own text, or none', () => {
  const segment = fc.constantFrom(
    'w',
    'india',
    '..',
    '.',
    '%2e',
    '%2E.',
    '',
    '%2f',
    '\\',
    'a b',
    'é',
    '%C3%A9',
    '%41',
    '~',
    '%',
  )
  const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`)
  const isItself = fc.property(path, (url) => {
    const found = pathOf({ url })
    if (found === undefined) return
    expect([found, `${found}/`]).toContain(url)
    expect(new URL(url, 'http://localhost').pathname).toBe(url)
  })
  fc.assert(isItself, { numRuns: 2000 })
})

describe('a table of paths', () => {
  test('forgives one trailing slash, and can name the root', () => {
    const orgs = orgsByPath({ '/w/india/': [1], '/': [3] })
    const all = ['/w/india', '/w/india/', '/', 'http://example.com', 'http://example.com?x'].map((url) => [
      ...orgs({ method: 'POST', url, headers: new Headers() }),
    ])
    expect(all).toEqual([[1], [1], [3], [3], [3]])
  })

  test.each<Readonly<Record<string, readonly number[]>>>([
    { 'w/india': [1] },
    { '/w/../india': [1] },
    { '/w//india': [1] },
    { '/w/india?a': [1] },
    { 'http://example.com/w': [1] },
    { '/w/é': [1] },
    { '/w/%69ndia': [1] },
    { '/w/india': [1], '/w/india/': [2] },
  ])('is refused where no request can have such a path, or two have the same: %j', (paths) => {
    expect(() => orgsByPath(paths)).toThrow(/^InvalidOption: .* `orgsByPath` must be paths as clients send them/)
  })
})

describe('a body for a path that no organisation has', () => {
  const logOf = async (url: string): Promise<readonly unknown[]> => {
    const { handler, log } = receiving({ allowedOrgs: orgsByPath(table) })
    const body = new TextEncoder().encode(delivery(1, { orgId: 1 }))
    await handler.receive({ method: 'POST', url, headers: new Headers({ 'x-webhook-key': key }) }, (observer) => {
      queueMicrotask(() => observer.whole(body))
      return () => {}
    })
    return [handler.counts().Recorded, handler.counts().Quarantined, ...log]
  }

  test('is quarantined and logged: a wrong mount path does so to every body', async () => {
    const logged = [0, 1, { level: 'warn', code: 'webhook-no-organisation' }]
    expect(await logOf('/india')).toEqual(logged)
    expect(await logOf('/w/brazil/../india')).toEqual(logged)
  })

  test('is told apart from one that has an organisation', async () => {
    expect(await logOf('/w/india')).toEqual([1, 0])
    expect(await logOf('/w/brazil')).toEqual([0, 1])
  })
})
