import { type Ledger, orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { tenantOf } from '../../../src/ledger/log/stream-names.js'
import { body, key } from '../deliveries.js'
import { entriesOf, ledgerOver } from '../ledgers.js'
import { denseStoreKinds } from '../stores.js'

const encoder = new TextEncoder()
const ofCustomer = (customerId: number): string =>
  body({ root: { eventId: `e-${customerId}` }, customer: { customerId } })

const detach = (bytes: Uint8Array<ArrayBuffer>): void =>
  void structuredClone(bytes.buffer, { transfer: [bytes.buffer] })

describe.each(denseStoreKinds)('memory of the caller over $name', ({ open }) => {
  test.each([
    ['overwritten', (bytes: Uint8Array<ArrayBuffer>) => void bytes.fill(0x20)],
    ['detached', detach],
  ])('that is %s right after the call changes nothing', async (_, spoil) => {
    const store = open()
    const { ledger } = ledgerOver(store)
    for (const text of [body(), '{"junk":"the original"}']) {
      const bytes = new Uint8Array(encoder.encode(text))
      const answer = ledger.ingest(bytes)
      spoil(bytes)
      const receipt = await orThrow(answer)
      const kept =
        receipt._tag === 'Quarantined'
          ? (await orThrow(ledger.quarantine.show(receipt.entry)))?.body
          : await orThrow(store.body(tenantOf(key.orgId), 1))
      expect(new TextDecoder().decode(kept)).toBe(text)
    }
  })

  test('that was detached before is refused by name, and acknowledged by nobody', async () => {
    const { ledger } = ledgerOver(open())
    const bytes = new Uint8Array(encoder.encode(body()))
    detach(bytes)
    expect(await ledger.ingest(bytes)).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'body' } })
    expect(await ledger.ingestMany([body(), bytes])).toMatchObject({ left: { argument: 'body' } })
    expect(await entriesOf(ledger)).toEqual([])
  })

  /** How many of 30 bodies that share one buffer are recorded, each with a body of its own. */
  const recordedOf = async (ingestMany: (ledger: Ledger, source: AsyncIterable<Uint8Array>) => Promise<unknown>) => {
    const store = open()
    const { ledger } = ledgerOver(store)
    const shared = new Uint8Array(1000)
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for (let customerId = 10; customerId < 40; customerId += 1) {
        const { written } = encoder.encodeInto(ofCustomer(customerId), shared)
        yield shared.subarray(0, written)
        await Promise.resolve()
      }
    }
    await ingestMany(ledger, source())
    let own = 0
    for (const { position, facts } of (await orThrow(store.readAll(tenantOf(key.orgId), 0, 100))).events) {
      const kept = new TextDecoder().decode(await orThrow(store.body(tenantOf(key.orgId), position)))
      if (kept === ofCustomer(Number(facts['customerId']))) own += 1
    }
    return own
  }

  test('that a source uses again and again is copied as it is pulled', { tags: 'fault:buffers' }, async () => {
    expect(await recordedOf((ledger, source) => orThrow(ledger.ingestMany(source)))).toBe(30)
    figures({ rounds: 30 })
  })

  test('would be lost where bodies are collected uncopied: sabotage', { tags: 'twin:buffers' }, async () => {
    const uncopied = async (ledger: Ledger, source: AsyncIterable<Uint8Array>): Promise<void> => {
      const collected: Uint8Array[] = []
      for await (const bytes of source) collected.push(bytes)
      await orThrow(ledger.ingestMany(collected))
    }
    expect(await recordedOf(uncopied)).toBeLessThan(30)
  })
})

test('sets and options are read before anything is awaited', async () => {
  const { ledger } = ledgerOver(memoryStore())
  const allowedOrgs = new Set([key.orgId])
  const options = { allowedOrgs }
  const answer = ledger.ingest(body(), options)
  allowedOrgs.clear()
  options.allowedOrgs = new Set()
  expect(await orThrow(answer)).toMatchObject({ _tag: 'Recorded' })
})

test('an empty body is quarantined as such, once however often it comes', async () => {
  const { ledger } = ledgerOver(memoryStore())
  expect(await orThrow(ledger.ingest(''))).toMatchObject({ _tag: 'Quarantined', reason: 'empty', issues: [] })
  expect(await orThrow(ledger.ingest(new Uint8Array(0)))).toMatchObject({ reason: 'empty', again: true })
  expect(await orThrow(ledger.quarantine.redriveAll())).toMatchObject({ tried: 1, stillQuarantined: 1 })
  expect(await entriesOf(ledger)).toMatchObject([{ reason: 'empty', bytes: 0, deliveries: 2 }])
})
