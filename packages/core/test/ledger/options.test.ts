import { createLedger, type LedgerOptions, orThrow } from '@partner-ledger/core'
import { utc } from '@partner-ledger/core/membership'
import { LedgerError } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { body, key, now } from './deliveries.js'

const store = memoryStore()

const wrong: readonly (readonly [option: string, given: unknown])[] = [
  ['store', {}],
  ['store', { store: undefined }],
  ['store', { store: {} }],
  ['store', undefined],
  ['store', null],
  ['clock', { store, clock: 7 }],
  ['zone', { store, zone: 'Mars/Olympus' }],
  ['zone', { store, zone: '' }],
  ['zone', { store, zone: '+05:30' }],
  ['zone', { store, zone: 5 }],
  ['zone', { store, zone: {} }],
  ['zone', { store, zone: { _tag: 'Zone', name: 'Mars/Olympus' } }],
  ['zone', { store, zone: null }],
  ['allowedOrgs', { store, allowedOrgs: 5 }],
  ['allowedOrgs', { store, allowedOrgs: null }],
  ['allowedOrgs', { store, allowedOrgs: '50191' }],
  ['allowedOrgs', { store, allowedOrgs: ['50191'] }],
  ['allowedOrgs', { store, allowedOrgs: [0] }],
  ['allowedOrgs', { store, allowedOrgs: [1, 1.5] }],
  ['unknownEvents', { store, unknownEvents: 'keep' }],
  ['unknownEvents', { store, unknownEvents: null }],
  ['limits', { store, limits: 5 }],
  ['limits.maxBytes', { store, limits: { maxBytes: 0 } }],
  ['limits.maxBytes', { store, limits: { maxBytes: 1_048_577 } }],
  ['limits.maxBytes', { store, limits: { maxBytes: '1' } }],
  ['limits.maxDepth', { store, limits: { maxDepth: 0 } }],
  ['limits.maxDepth', { store, limits: { maxDepth: 513 } }],
  ['limits.futureSkewMs', { store, limits: { futureSkewMs: -1 } }],
  ['limits.futureSkewMs', { store, limits: { futureSkewMs: Infinity } }],
  ['limits.inFlight', { store, limits: { inFlight: 0 } }],
  ['limits.inFlight', { store, limits: { inFlight: Infinity } }],
  ['limits.listeners', { store, limits: { listeners: 0 } }],
  ['limits.listeners', { store, limits: { listeners: '10' } }],
  ['pollMs', { store, pollMs: 0 }],
  ['pollMs', { store, pollMs: 2 ** 31 }],
  ['pollMs', { store, pollMs: 0.5 }],
  ['quarantine', { store, quarantine: 'big' }],
  ['quarantine.maxEntries', { store, quarantine: { maxEntries: -1 } }],
  ['quarantine.maxBytes', { store, quarantine: { maxBytes: 1.5 } }],
  ['quarantine.discardAfterDays', { store, quarantine: { discardAfterDays: 0 } }],
  ['quarantine.discardAfterDays', { store, quarantine: { discardAfterDays: NaN } }],
  ['quarantine.maxUnknownEntries', { store, quarantine: { maxUnknownEntries: -1 } }],
  ['quarantine.maxAgeMs', { store, quarantine: { maxAgeMs: 1 } }],
  ['limits.maxbytes', { store, limits: { maxbytes: 1 } }],
  ['zones', { store, zones: 'UTC' }],
  ['clock', { store, clock: () => NaN }],
  ['clock', { store, clock: () => Infinity }],
  ['clock', { store, clock: () => '1700000000000' }],
  ['clock', { store, clock: () => new Date() }],
  ['clock', { store, clock: () => 1_700_000_000 }],
  ['clock', { store, clock: () => 1_700_000_000_000_000 }],
  [
    'clock',
    {
      store,
      clock: () => {
        throw new Error('no clock')
      },
    },
  ],
  ['logger', { store, logger: 'stdout' }],
  ['logger', { store, logger: console }],
]

const thrownBy = (given: unknown): unknown => {
  try {
    createLedger(given as LedgerOptions)
  } catch (error) {
    return error
  }
  return undefined
}

test.each(wrong)('a wrong %s is refused at once and by name, %#', (option, given) => {
  const error = thrownBy(given)
  expect(error).toBeInstanceOf(LedgerError)
  expect(error).toMatchObject({ retryable: false, error: { _tag: 'InvalidOption', option } })
  expect((error as LedgerError).message).toMatch(new RegExp(`^InvalidOption: .* \`${option}\` must be [\`'\\w]`))
})

test.each<Partial<LedgerOptions>>([
  {},
  { zone: utc, clock: () => now, allowedOrgs: new Set([1]), unknownEvents: 'note', limits: {}, quarantine: {} },
  { zone: 'Asia/Kolkata', allowedOrgs: [], logger: () => {}, limits: { maxBytes: 1, maxDepth: 512, futureSkewMs: 0 } },
  { limits: { inFlight: 1, listeners: 1 }, pollMs: 1 },
  { zone: () => 'Asia/Kolkata', quarantine: { maxEntries: 0, maxBytes: 0, discardAfterDays: 1 } },
  { clock: undefined, zone: undefined, allowedOrgs: undefined, unknownEvents: undefined, limits: undefined },
  { quarantine: { maxEntries: undefined, discardAfterDays: undefined }, pollMs: undefined, logger: undefined },
  { clock: () => performance.timeOrigin + performance.now() },
])('right options are taken, %#', (options) => {
  expect(thrownBy({ store, ...options })).toBeUndefined()
})

test('a zone by function is asked for each organisation, and a wrong one is refused when it is met', async () => {
  const zones: Readonly<Record<number, string>> = { 1: 'Asia/Kolkata', 2: 'America/New_York', 3: 'Mars/Olympus' }
  const ledger = createLedger({ store: memoryStore(), zone: (orgId) => zones[orgId] ?? utc, clock: () => now })
  const untilOf = async (orgId: number): Promise<string> => {
    const details = { membershipExpiryDate: '2026-01-01' }
    await orThrow(ledger.ingest(body({ root: { orgId }, details })))
    const { until = 0 } = ledger.standing(await orThrow(ledger.membership({ ...key, orgId })))
    return new Date(until).toISOString()
  }
  expect(await untilOf(1)).toBe('2026-01-01T18:30:00.000Z')
  expect(await untilOf(2)).toBe('2026-01-02T05:00:00.000Z')
  expect(await untilOf(4)).toBe('2026-01-02T00:00:00.000Z')
  await expect(untilOf(3)).rejects.toMatchObject({ error: { _tag: 'InvalidOption', option: 'zone' } })
  expect(await ledger.memberships({ orgId: 3, link: 'active' })).toMatchObject({ left: { argument: 'zone' } })
  expect(() => ledger.standing({ key, program: {}, periods: [], anomalies: [], events: 0 }, NaN)).toThrow('now')
})

test('a ledger of defaults asks its own clock and keeps the dates of the vendor as days of UTC', async () => {
  const ledger = createLedger({ store: memoryStore() })
  const day = 86_400_000
  const at = (createdAt: number) => body({ root: { createdAt, eventId: `${createdAt}` } })
  expect(await orThrow(ledger.ingest(at(Date.now() + day - 60_000)))).toMatchObject({ _tag: 'Recorded' })
  expect(await orThrow(ledger.ingest(at(Date.now() + day + 60_000)))).toMatchObject({ _tag: 'Quarantined' })
  expect(ledger.standing(await orThrow(ledger.membership(key)))).toMatchObject({ link: 'active' })
})

test('a logger that throws or rejects gets in the way of nobody', async () => {
  const loggers = [
    () => {
      throw new Error('the disk is full')
    },
    (() => Promise.reject(new Error('the disk is full'))) as () => void,
  ]
  for (const logger of loggers) {
    const ledger = createLedger({ store: memoryStore(), logger })
    expect(await orThrow(ledger.ingest('x'.repeat(1_048_577)))).toMatchObject({ _tag: 'Refused' })
  }
})
