import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { body, broken, key, now } from '../deliveries.js'
import { entriesOf, ledgerOver } from '../ledgers.js'
import { positionsOf, storeKinds } from '../stores.js'

const unknown = body({ name: 'pointsAdded' })

describe.each(storeKinds)('ingest over $name', ({ open }) => {
  test('a new fact is recorded at its place, and is the membership from then on', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    const receipt = await orThrow(ledger.ingest(body()))
    const [position] = await positionsOf(store, '50191')
    expect(receipt).toEqual({ _tag: 'Recorded', key, eventId: 'e-1', position, version: 1, warnings: [] })
    expect((await orThrow(ledger.membership(key))).periods).toMatchObject([{ certainty: 'confirmed' }])
  })

  test('what was forgiven on the way in is told in the receipt', async () => {
    const { ledger } = ledgerOver(open())
    const receipt = await orThrow(ledger.ingest(body({ root: { refId: 7 }, details: { membershipNumber: 12 } })))
    expect(receipt).toMatchObject({
      _tag: 'Recorded',
      warnings: [
        { kind: 'number-as-text', path: 'data.customerPartnerProgramDetails.membershipNumber' },
        { kind: 'wrong-type', path: 'refId' },
      ],
    })
  })

  test('a text and its bytes are one body', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(body()))
    const again = await orThrow(ledger.ingest(new TextEncoder().encode(body())))
    const [position] = await positionsOf(store, '50191')
    expect(again).toEqual({ _tag: 'Duplicate', key, eventId: 'e-1', position, version: 1 })
  })

  test('an undecodable body is kept whole, with its issues', async () => {
    const { ledger } = ledgerOver(open())
    const bytes = Uint8Array.of(0x7b, 0xff, 0x00)
    const receipt = await orThrow(ledger.ingest(bytes))
    expect(receipt).toMatchObject({ _tag: 'Quarantined', reason: 'undecodable', issues: [{ kind: 'malformed' }] })
    const [entry] = await entriesOf(ledger)
    const shown = await orThrow(ledger.quarantine.show(entry?.id ?? ''))
    expect(shown?.entry).toEqual(entry)
    expect([...(shown?.body ?? [])]).toEqual([...bytes])
  })

  test('an event of another organisation is kept apart, and its organisation stays unknown', async () => {
    const { ledger } = ledgerOver(open(), { allowedOrgs: [1, 2] })
    expect(await orThrow(ledger.ingest(body()))).toMatchObject({
      _tag: 'Quarantined',
      reason: 'foreign-org',
      issues: [],
    })
    expect(await orThrow(ledger.ingest(body({ root: { orgId: 2 } })))).toMatchObject({ _tag: 'Recorded' })
    expect(await orThrow(ledger.organisations())).toEqual([2])
  })

  test('a body over maxBytes is kept apart up to 1 MiB, and refused past it', async () => {
    const { ledger, log } = ledgerOver(open())
    const padded = (bytes: number): string => body().padEnd(bytes)
    expect(await orThrow(ledger.ingest(padded(262_144)))).toMatchObject({ _tag: 'Recorded' })
    const apart = { _tag: 'Quarantined', reason: 'too-large', issues: [{ kind: 'limit', path: '' }] }
    expect(await orThrow(ledger.ingest(padded(262_145)))).toMatchObject(apart)
    expect(await orThrow(ledger.ingest(padded(1_048_576)))).toMatchObject(apart)
    const refused = await orThrow(ledger.ingest(padded(1_048_577)))
    expect(refused).toEqual({ _tag: 'Refused', reason: 'too-large', maxBytes: 1_048_576 })
    expect(ledger.ingestCounters()).toMatchObject({ ignored: 0, refused: 1 })
    expect(log).toEqual([{ level: 'warn', code: 'refused-too-large', maxBytes: 1_048_576 }])
    expect(await entriesOf(ledger)).toHaveLength(2)
  })

  test('an unknown event that speaks of a partner program is kept whole by default', async () => {
    const { ledger } = ledgerOver(open())
    expect(await orThrow(ledger.ingest(unknown))).toMatchObject({ _tag: 'Quarantined', reason: 'unknown-event' })
    expect(await entriesOf(ledger)).toMatchObject([
      { reason: 'unknown-event', claimedOrgId: key.orgId, status: 'open' },
    ])
  })

  test('an unknown event that is noted leaves name, time and hash, and no body', async () => {
    const store = open()
    const { ledger } = ledgerOver(store, { unknownEvents: 'note' })
    expect(await orThrow(ledger.ingest(unknown))).toEqual({ _tag: 'Ignored', reason: 'unknown-event' })
    const [noted, ...others] = (await orThrow(store.readAll('quarantine', 0, 10))).events
    expect(others).toEqual([])
    expect(noted).toMatchObject({ type: 'noted', occurredAt: now, facts: { eventName: 'pointsAdded' } })
    expect(noted?.stream).toMatch(/^[0-9a-f]{64}$/)
    expect(await orThrow(store.body('quarantine', noted?.position ?? 0))).toBeUndefined()
    expect(await entriesOf(ledger)).toEqual([])
  })

  test('an unknown event that is ignored leaves nothing', async () => {
    const store = open()
    const { ledger } = ledgerOver(store, { unknownEvents: 'ignore' })
    expect(await orThrow(ledger.ingest(unknown))).toEqual({ _tag: 'Ignored', reason: 'unknown-event' })
    expect(ledger.ingestCounters()).toMatchObject({ ignored: 1, refused: 0 })
    expect((await orThrow(store.heads('', 10))).heads).toEqual([])
  })

  test.each(['related', 'quarantine', 'note', 'ignore'] as const)(
    '%s of unknown events spares undecodable bodies',
    async (mode) => {
      const { ledger } = ledgerOver(open(), { unknownEvents: mode })
      expect(await orThrow(ledger.ingest(broken()))).toMatchObject({ _tag: 'Quarantined', reason: 'undecodable' })
    },
  )

  test('a body is stored verbatim beside its event', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    const text = `\ufeff ${body({ root: { unknownDigits: 1 } }).replace('"unknownDigits":1', '"unknownDigits":12345678901234567890')} `
    await orThrow(ledger.ingest(text))
    const [position = 0] = await positionsOf(store, '50191')
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await orThrow(store.body('50191', position)))).toBe(
      text,
    )
  })
})
