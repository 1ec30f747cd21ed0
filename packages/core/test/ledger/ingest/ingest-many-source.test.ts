import { type IngestSummary, orThrow, type WebhookBodies } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { broken, key, numbered } from '../deliveries.js'
import { soon } from '../hooks/hearings.js'
import { ledgerOver, wordFor } from '../ledgers.js'
import { storeKinds, withAppend } from '../stores.js'

describe('the source of ingestMany', () => {
  const { open } = storeKinds[0] ?? expect.fail('no store')

  /** Counts how far the source was pulled ahead of what is stored. */
  const pulledAhead = async (run: (bodies: WebhookBodies, stored: () => void) => Promise<unknown>): Promise<number> => {
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
    const failed = { _tag: 'SourceFailed', summary: { recorded: 1 }, cause: { message: 'the file is gone' } }
    expect(await ledger.ingestMany(source(), { batch: 1 })).toMatchObject({ left: failed })
    expect(ended).toBe(true)
    expect(await orThrow(ledger.events(key))).toHaveLength(1)
  })

  test('is not blamed for a store that rejects, but for a callback of the same host', async () => {
    const rejecting = withAppend(open(), () => Promise.reject(new Error('a store must not')))
    const answer = await ledgerOver(rejecting).ledger.ingestMany([numbered(1)])
    expect(answer).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
    const onReceipt = (): never => {
      throw new Error('the host')
    }
    const blamed = await ledgerOver(open()).ledger.ingestMany([numbered(1)], { onReceipt })
    expect(blamed).toMatchObject({ left: { _tag: 'SourceFailed', summary: { bodies: 0 } } })
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
      await orThrow(ledger.ingestMany(bodies, { batch: 2, onReceipt: (receipt) => void words.push(wordFor(receipt)) }))
      expect(words).toEqual(Array(3).fill('Recorded').toSpliced(place, 0, 'Quarantined undecodable'))
    }
  })
})
