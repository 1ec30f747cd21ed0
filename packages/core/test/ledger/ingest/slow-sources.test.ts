import { type IngestSummary, orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test, vi } from 'vitest'

import { key, numbered } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'

const never = (): Promise<void> => new Promise(() => {})

/** Yields some bodies, and then does `then`. */
async function* bodiesThen(count: number, then: () => Promise<void>): AsyncGenerator<string> {
  for (let id = 1; id <= count; id += 1) yield numbered(id)
  await then()
}

const events = async (ledger: ReturnType<typeof ledgerOver>['ledger']): Promise<number> =>
  (await orThrow(ledger.events(key))).length

describe('a source of ingestMany', () => {
  test('that throws within a batch has what it gave before stored first', async () => {
    const { ledger } = ledgerOver(memoryStore())
    const source = bodiesThen(7, () => Promise.reject(new Error('gone')))
    expect(await ledger.ingestMany(source)).toMatchObject({
      left: { _tag: 'SourceFailed', summary: { bodies: 7, recorded: 7 }, cause: { message: 'gone' } },
    })
    expect(await events(ledger)).toBe(7)
  })

  test('that gives something that is no body has what it gave before stored first', async () => {
    const { ledger } = ledgerOver(memoryStore())
    const bodies = [numbered(1), numbered(2), {} as string, numbered(3)]
    expect(await ledger.ingestMany(bodies)).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'body' } })
    expect(await events(ledger)).toBe(2)
  })

  test('that pauses has what it gave stored meanwhile, also under faked timers', async () => {
    for (const isFaked of [false, true]) {
      if (isFaked) vi.useFakeTimers()
      try {
        const { ledger } = ledgerOver(memoryStore())
        const stored = new Promise<IngestSummary>((onProgress, reject) => {
          const answer = ledger.ingestMany(bodiesThen(3, never), { onProgress })
          void answer.then(({ _tag }) => reject(new Error(`ended too early: ${_tag}`)))
        })
        expect(await stored).toMatchObject({ bodies: 3, recorded: 3 })
      } finally {
        vi.useRealTimers()
      }
    }
  })

  test('that pauses and goes on loses nothing and mixes up nothing', async () => {
    const { ledger } = ledgerOver(memoryStore())
    const source = async function* (): AsyncGenerator<string> {
      for (let id = 1; id <= 9; id += 1) {
        yield numbered(id)
        if (id % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 120))
      }
    }
    const ids: string[] = []
    const onReceipt = (receipt: object): void => void ids.push((receipt as { eventId: string }).eventId)
    expect(await orThrow(ledger.ingestMany(source(), { onReceipt }))).toMatchObject({ recorded: 9 })
    expect(ids).toEqual(Array.from({ length: 9 }, (_, index) => `e-${index + 1}`))
  })

  test('that is aborted while it pauses is left at once, with what it gave stored', async () => {
    const { ledger } = ledgerOver(memoryStore())
    const stop = new AbortController()
    const source = bodiesThen(2, () => {
      stop.abort()
      return never()
    })
    expect(await orThrow(ledger.ingestMany(source, { signal: stop.signal }))).toMatchObject({ recorded: 2 })
    expect(await events(ledger)).toBe(2)
  })
})
