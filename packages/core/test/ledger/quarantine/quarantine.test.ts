import { orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { body, broken, now, numbered } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { positionsOf, storeKinds } from '../stores.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const idOf = (text: string): string => entryId(bytes(text))

describe.each(storeKinds)('quarantine over $name', ({ open }) => {
  test('a body that comes again is one entry, counted up to 101', async () => {
    let time = now
    const store = open({ clock: () => (time += 1) })
    const { ledger } = ledgerOver(store)
    const receivedAt = time + 1
    await ingestAll(ledger, [broken(), broken(), broken()])
    const [position] = await positionsOf(store, 'quarantine')
    expect(await entriesOf(ledger)).toMatchObject([
      { id: idOf(broken()), deliveries: 3, receivedAt, bytes: broken().length, position, status: 'open' },
    ])
    const [entry] = await entriesOf(ledger)
    expect(entry?.lastSeenAt).toBeGreaterThan(entry?.receivedAt ?? Infinity)
    await ingestAll(ledger, Array<string>(110).fill(broken()))
    expect(await entriesOf(ledger)).toMatchObject([{ deliveries: 101, receivedAt }])
    expect((await orThrow(store.readAll('quarantine', 0, 1000))).events).toHaveLength(101)
  })

  test('deliveries of one body at once, through two ledgers, are each counted', async () => {
    const store = open()
    const ledgers = [ledgerOver(store).ledger, ledgerOver(store).ledger]
    const deliver = (index: number) => orThrow((ledgers[index % 2] ?? expect.fail('no ledger')).ingest(broken()))
    await Promise.all(Array.from({ length: 20 }, (_, index) => deliver(index)))
    for (const ledger of ledgers) expect(await entriesOf(ledger)).toMatchObject([{ deliveries: 20 }])
  })

  test('pages keep their order while more comes in and others end', async () => {
    const { ledger } = ledgerOver(open())
    const marks = ['a', 'b', 'c', 'd', 'e']
    await ingestAll(ledger, marks.map(broken))
    const first = await orThrow(ledger.quarantine.list({ limit: 2 }))
    expect(first.items.map(({ id }) => id)).toEqual(['a', 'b'].map((mark) => idOf(broken(mark))))
    await ingestAll(ledger, [broken('a'), broken('f')])
    await orThrow(ledger.quarantine.discard(idOf(broken('a'))))
    await orThrow(ledger.quarantine.discard(idOf(broken('c'))))
    const found = [...first.items]
    for (let after = first.next; after !== undefined; ) {
      const page = await orThrow(ledger.quarantine.list({ after, limit: 2 }))
      found.push(...page.items)
      after = page.next
    }
    expect(found.map(({ id }) => id)).toEqual([...marks, 'f'].map((mark) => idOf(broken(mark))))
    const open_ = await orThrow(ledger.quarantine.list({ status: 'open' }))
    expect(open_.items.map(({ id }) => id)).toEqual(['b', 'd', 'e', 'f'].map((mark) => idOf(broken(mark))))
    expect(open_.next).toBeUndefined()
    expect((await orThrow(ledger.quarantine.list({ status: 'discarded', limit: 2 }))).next).toBeUndefined()
  })

  test.each([0, -1, 1.5, NaN])('a page of %d is refused', async (limit) => {
    expect(await ledgerOver(open()).ledger.quarantine.list({ limit })).toMatchObject({
      left: { _tag: 'InvalidArgument', argument: 'limit' },
    })
  })

  test('shows the exact bytes, and nothing for an id that it does not have', async () => {
    const { ledger } = ledgerOver(open())
    const raw = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    await orThrow(ledger.ingest(raw))
    const shown = await orThrow(ledger.quarantine.show(entryId(raw)))
    expect(Buffer.from(shown?.body ?? []).equals(Buffer.from(raw))).toBe(true)
    expect(await orThrow(ledger.quarantine.show('none'))).toBeUndefined()
  })

  test('discard ends an entry once and drops its body', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(broken()))
    expect(await orThrow(ledger.quarantine.discard(idOf(broken())))).toBe(true)
    expect(await orThrow(ledger.quarantine.discard(idOf(broken())))).toBe(false)
    expect(await orThrow(ledger.quarantine.discard('none'))).toBe(false)
    const shown = await orThrow(ledger.quarantine.show(idOf(broken())))
    expect(shown).toEqual({ entry: expect.objectContaining({ status: 'discarded' }) as unknown })
    expect(await orThrow(store.body('quarantine', 1))).toBeUndefined()
  })

  test('what one ledger keeps apart, another one over the store sees and ends', async () => {
    const store = open()
    const [one, other] = [ledgerOver(store).ledger, ledgerOver(store).ledger]
    await orThrow(one.ingest(broken()))
    expect(await entriesOf(other)).toHaveLength(1)
    await orThrow(other.quarantine.discard(idOf(broken())))
    expect(await entriesOf(one)).toMatchObject([{ status: 'discarded' }])
  })

  test('what is kept apart is no organisation and no membership', async () => {
    const { ledger } = ledgerOver(open())
    await ingestAll(ledger, [broken(), body({ name: 'other' }), numbered(1)])
    expect(await orThrow(ledger.organisations())).toEqual([50191])
  })

  test('an event that was noted first is kept whole once the host asks for it, and ends like any other', async () => {
    const store = open()
    const unknown = body({ name: 'pointsAdded' })
    await orThrow(ledgerOver(store, { unknownEvents: 'note' }).ledger.ingest(unknown))
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(unknown))
    const shown = await orThrow(ledger.quarantine.show(idOf(unknown)))
    expect(new TextDecoder().decode(shown?.body)).toBe(unknown)
    await orThrow(ledger.quarantine.discard(idOf(unknown)))
    expect(await orThrow(store.body('quarantine', shown?.entry.position ?? 0))).toBeUndefined()
  })

  test('a body with very many issues at very long paths is kept whole like any other', async () => {
    const { ledger } = ledgerOver(open())
    const long = '\u6c49'.repeat(60)
    const forbidden = Array.from({ length: 100 }, (_, index) => `"${index}":{"__proto__":1}`).join()
    const hostile = `${`{"${long}":`.repeat(60)}{${forbidden}}${'}'.repeat(60)}`
    expect(hostile.length).toBeLessThan(262_144)
    const receipt = await orThrow(ledger.ingest(hostile))
    expect(receipt).toMatchObject({ _tag: 'Quarantined', reason: 'undecodable' })
    expect((await entriesOf(ledger))[0]?.issues[0]).toMatchObject({ kind: 'forbidden' })
  })
})

describe('what a body claims', () => {
  const { open } = storeKinds[0] ?? expect.fail('no store')
  test.each([
    ['flat', '{"orgId":7}', 7],
    ['wrapped', '{"attributes":{"orgId":7}}', 7],
    ['wrapped and flat, which disagree: the inner one', '{"orgId":8,"attributes":{"orgId":7}}', 7],
    ['with a padded key', '{" orgId ":7}', 7],
    ['as text', '{"orgId":"7"}', 7],
    ['after a byte order mark', '\ufeff{"orgId":7}', 7],
    ['below 1', '{"orgId":0}', undefined],
    ['past 2^53', '{"orgId":9007199254740993}', undefined],
    ['as other text', '{"orgId":"7; drop"}', undefined],
    ['in no JSON', '{"orgId":7', 7],
    ['in UTF-16', Buffer.from('\ufeff{"orgId":7}', 'utf16le'), 7],
    ['in no JSON, as part of another number', '{"orgId":12345678901234567', undefined],
    ['in a list', '[{"orgId":7}]', undefined],
    ['nowhere', 'null', undefined],
  ])('is read leniently: %s', async (_, text, orgId) => {
    const { ledger } = ledgerOver(open(), { allowedOrgs: [7] })
    await orThrow(ledger.ingest(text))
    const [entry] = await entriesOf(ledger)
    expect(entry?.claimedOrgId).toBe(orgId)
    expect(await orThrow(ledger.organisations())).toEqual([])
  })
})
