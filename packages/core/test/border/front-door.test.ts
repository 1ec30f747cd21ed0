import { memoryStore } from '@partner-ledger/store-memory'
import { createLedger, decodeWebhook, type Ledger, orThrow } from '@partner-ledger/core'
import * as front from '@partner-ledger/core'
import { copyLog, exportLog, importLog } from '@partner-ledger/core/transfer'
import { describe, expect, it } from 'vitest'

const undefinedOnly = (names: string): Readonly<Record<string, undefined>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, undefined]))

const opened = (): Ledger =>
  createLedger({
    store: memoryStore({ log: undefined, clock: undefined }),
    clock: undefined,
    zone: undefined,
    allowedOrgs: undefined,
    unknownEvents: undefined,
    limits: {
      maxBytes: undefined,
      maxDepth: undefined,
      futureSkewMs: undefined,
      inFlight: undefined,
      listeners: undefined,
    },
    quarantine: { maxEntries: undefined, maxBytes: undefined, discardAfterDays: undefined },
    pollMs: undefined,
    logger: undefined,
  })

describe('the front door', () => {
  it('has what most hosts need, and no more', () => {
    expect(Object.keys(front).sort()).toEqual([
      'LedgerError',
      'copyLog',
      'createLedger',
      'decodeWebhook',
      'endOfDay',
      'exportLog',
      'foldMembership',
      'importLog',
      'isLedgerError',
      'membershipKey',
      'ndjson',
      'orThrow',
      'sameFact',
      'standing',
      'zone',
    ])
  })
})

describe('an option that is undefined', () => {
  it('is absent for a ledger and its calls', async () => {
    const ledger = opened()
    const key = { orgId: 7, loyaltyProgramId: 1, partnerProgramId: 1, customerId: 1 }
    await orThrow(ledger.ingest('{', { allowedOrgs: undefined }))
    await orThrow(ledger.membership(key, { asOf: undefined, knownAt: undefined }))
    await orThrow(ledger.replay(7, { initial: 0, evolve: (count: number) => count + 1 }, { personal: undefined }))
    const query = { orgId: 7, link: undefined, tier: undefined, expiring: undefined, anomaly: undefined } as const
    const page = await orThrow(ledger.memberships(query, { limit: undefined, after: undefined, maxWaitMs: undefined }))
    expect(page.items).toEqual([])
    await orThrow(ledger.quarantine.list({ after: undefined, limit: undefined, status: undefined }))
    await orThrow(ledger.quarantine.redriveAll({ signal: undefined, onProgress: undefined, allowedOrgs: undefined }))
    await orThrow(ledger.expireDue(Date.UTC(2026, 0, 1), { orgId: undefined, signal: undefined }))
    await ledger.close({ timeoutMs: undefined })
  })

  it('is absent for a subscription, and for its policy of retries', async () => {
    const ledger = opened()
    const subscription = ledger.subscribe({
      name: 'mails',
      orgId: 'all',
      from: 'beginning',
      handle: () => {},
      batch: undefined,
      retry: { attempts: undefined, initialDelayMs: undefined, maxDelayMs: undefined },
      onPoison: undefined,
      leaseMs: undefined,
      signal: undefined,
    })
    await subscription.stop({ timeoutMs: undefined })
    expect(subscription.status()).toBeDefined()
    await ledger.close()
  })

  it('is absent for the decoder and for moving a log', async () => {
    const options = { now: undefined, maxBytes: undefined, maxDepth: undefined, futureSkewMs: undefined }
    expect(decodeWebhook('{}', options)).toEqual(decodeWebhook('{}'))
    const [from, to] = [memoryStore(), memoryStore()]
    const moving = undefinedOnly('tenants signal onProgress')
    const copied = await orThrow(copyLog(from, to, moving))
    const lines = exportLog(from, undefinedOnly('tenants personal bodies after signal onProgress'))
    const imported = await orThrow(importLog(to, lines, undefinedOnly('signal onProgress')))
    expect([copied.complete, imported.complete]).toEqual([true, true])
  })

  it('that nobody knows is no fault either', () => {
    const options = { store: memoryStore(), colour: undefined }
    expect(() => createLedger(options)).not.toThrow()
  })
})

describe('a word that is not possible', () => {
  it('is refused with those that are', () => {
    const ledger = opened()
    const subscribing = { name: 'mails', orgId: 'all', handle: () => {} } as const
    // @ts-expect-error: 'start' is no place to start from
    expect(() => ledger.subscribe({ ...subscribing, from: 'start' })).toThrow(
      /`from` must be 'beginning', 'end' or a position/,
    )
    // @ts-expect-error: 'skip' is no way to treat a delivery
    expect(() => ledger.subscribe({ ...subscribing, from: 'end', onPoison: 'skip' })).toThrow(
      /`onPoison` must be 'stop' or 'park'/,
    )
    // @ts-expect-error: 'all' is no way to treat events of other names
    expect(() => createLedger({ store: memoryStore(), unknownEvents: 'all' })).toThrow(
      /`unknownEvents` must be one of related, quarantine, note, ignore/,
    )
    // @ts-expect-error: 'link' is no hook
    expect(() => ledger.on('link', () => {})).toThrow(/`hook` must be one of linked, relinked, /)
  })
})
