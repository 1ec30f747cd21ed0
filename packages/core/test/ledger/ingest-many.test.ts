import { left, unavailable } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Bodies, IngestSummary } from '../../src/ledger/ingest-many.js'
import { ndjson } from '../../src/ledger/ndjson.js'
import { orThrow } from '../../src/ledger/or-throw.js'
import type { Receipt } from '../../src/ledger/receipt.js'
import { body, broken, key, numbered } from './deliveries.js'
import { soon } from './hearings.js'
import { entriesOf, ingestAll, ledgerOver, wordFor } from './ledgers.js'
import { storeKinds, withAppend } from './stores.js'

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

const asked: Readonly<Record<string, (bodies: readonly string[]) => Bodies>> = {
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
    await other.ingestMany(bodies)
    for (const orgId of [1, 2, 3])
      expect(JSON.stringify(await orThrow(ledger.membership({ ...key, orgId })))).toBe(
        JSON.stringify(await orThrow(other.membership({ ...key, orgId }))),
      )
  })
})

describe('the source of ingestMany', () => {
  const { open } = storeKinds[0] ?? expect.fail('no store')

  /** Counts how far the source was pulled ahead of what is stored. */
  const pulledAhead = async (run: (bodies: Bodies, stored: () => void) => Promise<unknown>): Promise<number> => {
    let pulled = 0
    let stored = 0
    let most = 0
    const source = function* (): Generator<string> {
      for (; pulled < 40; pulled += 1) {
        most = Math.max(most, pulled - stored)
        yield numbered(pulled)
      }
    }
    await run(source(), () => void (stored += 1))
    return most
  }

  test('is pulled no faster than its bodies are stored', async () => {
    const ahead = await pulledAhead((bodies, stored) => {
      const slow = withAppend(open(), async (pass, _, appends) => {
        await soon(2)
        const answer = await pass()
        appends.forEach(stored)
        return answer
      })
      return orThrow(ledgerOver(slow).ledger.ingestMany(bodies, { batch: 4 }))
    })
    expect(ahead).toBeLessThanOrEqual(4)
    const greedy = await pulledAhead(async (bodies) => {
      for await (const _ of bodies) await Promise.resolve()
    })
    expect(greedy).toBeGreaterThan(4)
  })

  test('is not pulled any more once the work is aborted, and everything pulled is stored', async () => {
    const { ledger } = ledgerOver(open())
    const stop = new AbortController()
    let pulled = 0
    const source = function* (): Generator<string> {
      for (; ; pulled += 1) yield numbered(pulled)
    }
    const progress: IngestSummary[] = []
    const onProgress = (summary: IngestSummary): void => {
      progress.push(summary)
      if (summary.bodies === 9) stop.abort()
    }
    const summary = await orThrow(ledger.ingestMany(source(), { batch: 3, signal: stop.signal, onProgress }))
    expect(summary).toEqual(progress.at(-1))
    expect(progress.map(({ bodies }) => bodies)).toEqual([3, 6, 9])
    expect(pulled + 1).toBe(9)
    expect(await orThrow(ledger.events(key))).toHaveLength(9)
  })

  test('that is slow does not hold up an abort by more than one body', async () => {
    const { ledger } = ledgerOver(open())
    const stop = new AbortController()
    const source = async function* (): AsyncGenerator<string> {
      yield numbered(1)
      stop.abort()
      yield numbered(2)
      expect.fail('pulled after the abort')
    }
    expect(await orThrow(ledger.ingestMany(source(), { signal: stop.signal }))).toMatchObject({ recorded: 2 })
    expect(await orThrow(ledger.ingestMany([numbered(3)], { signal: stop.signal }))).toMatchObject({ bodies: 0 })
  })

  test('that throws is answered, not thrown, and ended', async () => {
    const { ledger } = ledgerOver(open())
    let ended = false
    const source = function* (): Generator<string> {
      try {
        yield numbered(1)
        throw new Error('the file is gone')
      } finally {
        ended = true
      }
    }
    expect(await ledger.ingestMany(source(), { batch: 1 })).toMatchObject({ _tag: 'Left', left: { retryable: true } })
    expect(ended).toBe(true)
    expect(await orThrow(ledger.events(key))).toHaveLength(1)
  })

  test.each([0, -1, 1.5, NaN, Infinity])('is not touched for a batch of %d', async (batch) => {
    const untouched = function* (): Generator<string> {
      yield expect.fail('pulled')
    }
    const answer = await ledgerOver(open()).ledger.ingestMany(untouched(), { batch })
    expect(answer).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'batch' } })
  })

  test('may be empty', async () => {
    const none = { bodies: 0, recorded: 0, duplicates: 0, quarantined: 0, ignored: 0, refused: 0 }
    expect(await orThrow(ledgerOver(open()).ledger.ingestMany([]))).toEqual(none)
  })

  test('may hold a bad body anywhere: it stops nobody', async () => {
    for (const place of [0, 1, 2, 3]) {
      const { ledger } = ledgerOver(open())
      const words: string[] = []
      const bodies = [numbered(1), numbered(2), numbered(3)].toSpliced(place, 0, broken())
      await ledger.ingestMany(bodies, { batch: 2, onReceipt: (receipt) => void words.push(wordFor(receipt)) })
      expect(words).toEqual(Array(3).fill('Recorded').toSpliced(place, 0, 'Quarantined undecodable'))
    }
  })
})
