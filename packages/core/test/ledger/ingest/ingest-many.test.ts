import { ndjson, orThrow, type Receipt, type WebhookBodies } from '@partner-ledger/core'
import { left, unavailable } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { body, broken, key, numbered } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver, wordFor } from '../ledgers.js'
import { storeKinds, withAppend } from '../stores.js'

const mixed = [
  numbered(1),
  broken(),
  numbered(2, { orgId: 7 }),
  numbered(1),
  body({ name: 'pointsAdded' }),
  numbered(3),
  numbered(3, { createdAt: 5 }),
  broken(),
  numbered(4, { eventId: undefined }),
  numbered(4, { eventId: null }),
  'x'.repeat(1_048_577),
  numbered(5, { orgId: 7 }),
]

/** A receipt without its position: positions of a tenant may have holes, and other ones for other groupings. */
const unplaced = (receipt: Receipt): unknown => ({ ...receipt, position: undefined })

const asked: Readonly<Record<string, (bodies: readonly string[]) => WebhookBodies>> = {
  'a list': (bodies) => bodies,
  'a generator': function* (bodies) {
    yield* bodies
  },
  'an async generator': async function* (bodies) {
    for (const one of bodies) yield Promise.resolve(one)
  },
  bytes: (bodies) => bodies.map((one) => new TextEncoder().encode(one)),
  'lines of a stream': (bodies) => ndjson(bodies.map((one) => `${one}\r\n`)),
}

describe.each(storeKinds)('ingestMany over $name', ({ open }) => {
  test.each(Object.entries(asked))('counts what becomes of each body of %s', async (_, from) => {
    const { ledger } = ledgerOver(open())
    const receipts: Receipt[] = []
    const summary = await orThrow(
      ledger.ingestMany(from(mixed), { onReceipt: (receipt, index) => void (receipts[index] = receipt) }),
    )
    expect(summary).toEqual({ bodies: 12, recorded: 5, duplicates: 2, quarantined: 4, ignored: 0, refused: 1 })
    expect(receipts.map(unplaced)).toEqual((await ingestAll(ledgerOver(open()).ledger, mixed)).map(unplaced))
  })

  test('gives the receipts of one by one, in any grouping', async () => {
    const delivery = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(fc.nat(6), fc.nat(2), fc.nat(2))
          .map(([id, org, time]) => numbered(id, { orgId: org + 1, createdAt: time === 0 ? 9 : 10 + id })),
      },
      { weight: 2, arbitrary: fc.nat(2).map((mark) => broken(String(mark))) },
      { weight: 1, arbitrary: fc.constant(body({ name: 'pointsAdded' })) },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(delivery, { maxLength: 25 }),
        fc.integer({ min: 1, max: 12 }),
        async (bodies, batch) => {
          const one = ledgerOver(open()).ledger
          const many = ledgerOver(open()).ledger
          const receipts: Receipt[] = []
          await orThrow(many.ingestMany(bodies, { batch, onReceipt: (receipt) => void receipts.push(receipt) }))
          expect(receipts.map(unplaced)).toEqual((await ingestAll(one, bodies)).map(unplaced))
          const told = (await entriesOf(many)).map(({ id, deliveries }) => [id, deliveries])
          expect(told).toEqual((await entriesOf(one)).map(({ id, deliveries }) => [id, deliveries]))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('keeps apart a body whose event is larger than any store keeps, and goes on', async () => {
    const { ledger } = ledgerOver(open(), { limits: { maxBytes: 1_048_576 } })
    const cardNumbers = `"cardNumbers":[${Array<number>(400_000).fill(1).join()}]`
    const growing = body({ customer: { instore: { cardNumbers: [] } } }).replace('"cardNumbers":[]', cardNumbers)
    const words: string[] = []
    const onReceipt = (receipt: Receipt): void => void words.push(wordFor(receipt))
    await orThrow(ledger.ingestMany([numbered(1), growing, numbered(2)], { onReceipt }))
    expect(words).toEqual(['Recorded', 'Quarantined too-large', 'Recorded'])
  })

  test('ends with the first failing append, and run again comes to what one run comes to', async () => {
    const store = open()
    let appends = 0
    const flaky = withAppend(store, (pass) => {
      appends += 1
      return appends === 4 ? Promise.resolve(left(unavailable('busy'))) : pass()
    })
    const bodies = Array.from({ length: 20 }, (_, index) => numbered(index, { orgId: (index % 3) + 1 }))
    const { ledger } = ledgerOver(flaky)
    expect(await ledger.ingestMany(bodies, { batch: 5 })).toEqual(left(unavailable('busy')))
    const again = await orThrow(ledger.ingestMany(bodies, { batch: 5 }))
    expect(again).toMatchObject({ bodies: 20, recorded: 15, duplicates: 5 })
    const other = ledgerOver(open()).ledger
    await orThrow(other.ingestMany(bodies))
    for (const orgId of [1, 2, 3])
      expect(JSON.stringify(await orThrow(ledger.membership({ ...key, orgId })))).toBe(
        JSON.stringify(await orThrow(other.membership({ ...key, orgId }))),
      )
  })
})
