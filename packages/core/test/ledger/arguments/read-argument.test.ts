import { describe, expect, test } from 'vitest'

import {
  membershipKeyArgument,
  organisationsArgument,
  personArgument,
} from '../../../src/ledger/arguments/membership-arguments.js'
import { flag, id, listOf, oneOf, text, time, whole } from '../../../src/ledger/arguments/read-argument.js'
import { options, record } from '../../../src/ledger/arguments/read-record.js'
import { key } from '../deliveries.js'

describe('an argument', () => {
  test.each([0, -1, 1.5, NaN, Infinity, '7', null, undefined, 2 ** 53, 7n])('that is the id %s is refused', (given) => {
    expect(id('orgId', given)).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'orgId' } })
  })

  test.each([NaN, 1.5, '2026-01-01', new Date(0), null, 1_700_000_000, 1_700_000_000_000_000])(
    'that is the time %s is refused',
    (given) => {
      expect(time('asOf', given)).toMatchObject({ left: { argument: 'asOf' } })
    },
  )

  test.each([0, 1, 1_700_000_000_000, -1_700_000_000_000, 253_402_214_400_000])('may be the time %s', (given) => {
    expect(time('asOf', given)).toEqual({ _tag: 'Right', right: given })
  })

  test('of -0 is 0', () => {
    for (const read of [time('asOf', -0), whole(0)('after', -0)])
      expect(read._tag === 'Right' && Object.is(read.right, 0)).toBe(true)
  })

  test('that is an unknown word is refused with the known ones', () => {
    expect(oneOf('active', 'expired')('link', 'ended')).toMatchObject({ left: { expected: 'one of active, expired' } })
  })

  test('of another type is refused', () => {
    expect([flag('a', 1), text('a', ' '), listOf(id, 2)('a', 'text'), listOf(id, 2)('a', [1, 2, 3])]).toMatchObject(
      Array.from({ length: 4 }, () => ({ left: { argument: 'a' } })),
    )
  })

  const query = record({ orgId: id }, { link: oneOf('active', 'expired'), asOf: time })

  test('that is an object is copied, field by field', () => {
    const given = { orgId: 1, link: 'active', asOf: undefined }
    const read = query('query', given)
    given.orgId = 2
    expect(read).toEqual({ _tag: 'Right', right: { orgId: 1, link: 'active' } })
  })

  test('with a field of an unknown name is refused with the known names', () => {
    expect(query('query', { orgId: 1, lnik: 'active' })).toMatchObject({
      left: { argument: 'query.lnik', expected: 'one of orgId, link, asOf' },
    })
    expect(query('query', { orgId: 1, 'c1@example.com': 1 })).toMatchObject({ left: { argument: 'a field of query' } })
  })

  test.each([null, undefined, 'text', 7])('%s is no object', (given) => {
    expect(query('query', given)).toMatchObject({ left: { argument: 'query' } })
  })

  test('whose getter throws is refused', () => {
    const given = Object.defineProperty({}, 'orgId', { get: () => fail(), enumerable: true })
    expect(query('query', given)).toMatchObject({ left: { argument: 'query' } })
  })

  test('of options may be absent', () => {
    expect(options({ asOf: time })('options', undefined)).toEqual({ _tag: 'Right', right: {} })
    expect(options({ asOf: time })('options', null)).toMatchObject({ left: { argument: 'options' } })
  })

  test('that is a key is four ids, and no more', () => {
    expect(membershipKeyArgument('key', { ...key, eventId: 'e' })).toEqual({ _tag: 'Right', right: key })
    for (const name of Object.keys(key))
      for (const wrong of ['7', NaN, undefined])
        expect(membershipKeyArgument('key', { ...key, [name]: wrong })).toMatchObject({
          left: { argument: `key.${name}` },
        })
    expect(membershipKeyArgument('key', undefined)).toMatchObject({ left: { argument: 'key' } })
    expect(personArgument('person', { orgId: 1 })).toMatchObject({ left: { argument: 'person.customerId' } })
  })

  test('that is a set is copied', () => {
    const given = new Set([1, 2])
    const read = organisationsArgument('allowedOrgs', given)
    given.clear()
    expect(read).toEqual({ _tag: 'Right', right: new Set([1, 2]) })
  })
})

const fail = (): never => {
  throw new Error('the host')
}
