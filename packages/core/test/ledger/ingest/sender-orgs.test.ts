import { type IngestOptions, orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { body, broken, numbered } from '../deliveries.js'
import { entriesOf, ledgerOver, wordFor } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const of = (...orgs: readonly number[]): IngestOptions => ({ allowedOrgs: new Set(orgs) })

describe.each(storeKinds)('a sender that speaks for some organisations, over $name', ({ open }) => {
  test('is heard about these alone, within those of the ledger', async () => {
    const { ledger } = ledgerOver(open(), { allowedOrgs: [1, 2] })
    const word = async (orgId: number, options?: IngestOptions): Promise<string> =>
      wordFor(await orThrow(ledger.ingest(numbered(orgId, { orgId }), options)))
    expect(await word(1, of(1))).toBe('Recorded')
    expect(await word(2, of(1))).toBe('Quarantined foreign-org')
    expect(await word(3, of(3))).toBe('Quarantined foreign-org')
    expect(await word(2, of())).toBe('Quarantined foreign-org')
    expect(await word(2, of(2))).toBe('Recorded')
    expect(await word(1)).toBe('Duplicate')
    expect((await entriesOf(ledger)).map(({ allowedOrgs }) => allowedOrgs)).toEqual([[1], [3]])
  })

  test('stays bound when its body is tried again, until the host says otherwise for this one', async () => {
    const { ledger } = ledgerOver(open())
    await orThrow(ledger.ingest(body(), of(7, 8)))
    expect(await orThrow(ledger.quarantine.redriveAll())).toMatchObject({ tried: 1, redriven: 0 })
    const [entry] = await entriesOf(ledger)
    expect(entry?.allowedOrgs).toEqual([7, 8])
    const id = entry?.id ?? ''
    expect(await orThrow(ledger.quarantine.redrive(id))).toMatchObject({ reason: 'foreign-org' })
    expect(await orThrow(ledger.quarantine.redrive(id, of(50191)))).toMatchObject({ _tag: 'Redriven', orgId: 50191 })
  })

  test('stands beside the other senders of the same bytes: an entry speaks for all of them', async () => {
    const { ledger } = ledgerOver(open())
    await orThrow(ledger.ingest(body(), of(7)))
    await orThrow(ledger.ingest(body(), of(8)))
    expect((await entriesOf(ledger)).map(({ allowedOrgs }) => allowedOrgs)).toEqual([[7, 8]])
    expect(await orThrow(ledger.quarantine.redriveAll())).toMatchObject({ redriven: 0 })
    await orThrow(ledger.ingest(broken(), of(7)))
    await orThrow(ledger.ingest(broken()))
    expect((await entriesOf(ledger)).map(({ allowedOrgs }) => allowedOrgs)).toEqual([[7, 8], undefined])
    expect(await orThrow(ledger.quarantine.redriveAll({ allowedOrgs: [50191] }))).toMatchObject({ redriven: 1 })
  })

  test('is kept with a mismatch, an unknown event and a body that cannot be read', async () => {
    const { ledger } = ledgerOver(open())
    const bodies = [body(), body({ root: { createdAt: 5 } }), body({ root: { eventName: 'pointsAdded' } }), broken()]
    for (const text of bodies) await orThrow(ledger.ingest(text, of(50191)))
    expect((await entriesOf(ledger)).map(({ reason, allowedOrgs }) => [reason, allowedOrgs])).toEqual([
      ['mismatch', [50191]],
      ['unknown-event', [50191]],
      ['undecodable', [50191]],
    ])
  })
})

test.each<unknown>([
  1,
  '1',
  ['1'],
  new Set(['1']),
  new Set([0]),
  new Set(Array.from({ length: 1001 }, (_, n) => n + 1)),
  null,
])('organisations that cannot be are refused, and nothing is stored, %#', async (allowedOrgs) => {
  const { ledger } = ledgerOver(memoryStore())
  const wrong = { _tag: 'Left', left: { _tag: 'InvalidArgument', argument: 'allowedOrgs' } }
  expect(await ledger.ingest(body(), { allowedOrgs } as IngestOptions)).toMatchObject(wrong)
  expect(await ledger.quarantine.redrive('x', { allowedOrgs } as IngestOptions)).toMatchObject(wrong)
  expect(await entriesOf(ledger)).toEqual([])
})

/** A store that drops what the quarantine keeps of the sender. */
const forgetful = (store: EventStore): EventStore => ({
  ...store,
  append: (tenant, [{ event, ...rest }]) => {
    const { allowedOrgs: _, ...facts } = event.facts
    return store.append(tenant, [{ ...rest, event: { ...event, facts } }])
  },
})

test('a redrive that forgets the sender lets a foreign body in, and is found: sabotage', async () => {
  const { ledger } = ledgerOver(forgetful(memoryStore()))
  await orThrow(ledger.ingest(body(), of(7)))
  expect(await orThrow(ledger.quarantine.redriveAll())).toMatchObject({ redriven: 1 })
})
