import { utc, zone } from '@partner-ledger/core/membership'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

const refused = (name: unknown) => left({ _tag: 'UnknownZone', retryable: false, name })

describe('zone', () => {
  test.each([
    'Asia/Kolkata',
    'Asia/Calcutta',
    'America/Argentina/Buenos_Aires',
    'America/New_York',
    'Pacific/Apia',
    'Etc/GMT+5',
    'UTC',
    'GMT',
    'EST5EDT',
    ...['CET', 'EET', 'EST', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'WET'],
  ])('%s is a zone', (name) => expect(zone(name)).toEqual(right({ _tag: 'Zone', name })))

  test.each(['Europe/Atlantis', 'Z', '+05:30', '-08', 'GMT+5', 'UTC+5', 'Asia/Kolkata ', ' UTC', '', 'Local', '5'])(
    '%j is none',
    (name) => expect(zone(name)).toEqual(refused(name)),
  )

  test('UTC is where no zone is given', () => expect(right(utc)).toEqual(zone('UTC')))

  test.each(['BST', 'IST', 'PST', 'CST', 'AET', 'SST', 'bst', 'SystemV/PST8', 'systemv/EST5'])(
    'an org whose zone is given as %s is refused, and not given the days of a place it did not mean',
    (name) => expect(zone(name)).toEqual(refused(name)),
  )

  test('a host that reads an unset setting is refused, and not given the days of its machine', () => {
    expect(zone(undefined as never)).toEqual(refused(undefined))
    expect(zone(null as never)).toEqual(refused(null))
  })

  test('what is no text is refused without a throw, whatever it does when it is read as one', () => {
    const throwing = {
      toString: (): string => {
        throw new Error('read')
      },
    }
    const hostile = [Symbol('UTC'), throwing, Object.create(null), ['Asia/Kolkata'], { toString: () => 'UTC' }, 5, {}]
    for (const name of hostile) expect(zone(name as never)).toEqual(refused(name))
  })

  test.each([
    'UTC\0',
    'U\u017fC',
    'Asia/Kol\u212aata',
    '../UTC',
    'A'.repeat(100_000),
    '__proto__',
    'constructor',
    '\ud800',
  ])('hostile text is refused without a throw (%#)', (name) => expect(zone(name)).toEqual(refused(name)))
})
