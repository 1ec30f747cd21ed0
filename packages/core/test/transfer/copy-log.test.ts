import { orThrow } from '@partner-ledger/core'
import { copyLog } from '@partner-ledger/core/transfer'
import { left, unavailable } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { rejectingStore, storeKinds } from '../ledger/stores.js'
import { contentsOf, failingFrom, happenings, lived, sizeOf, ticking } from './logs.js'
import { tenantsOf } from '../store/reading.js'

const [memory, sqlite] = storeKinds
if (memory === undefined || sqlite === undefined) throw new Error('two kinds of store')

/** A clock that stands far behind what is copied, so that only a kept time is the right one. */
const behind = { clock: () => 1000 }

describe('copying a log', () => {
  test('from memory to sqlite and back gives an equal log, times of recording included', () =>
    fc.assert(
      fc.asyncProperty(happenings, async (all) => {
        const first = await lived(memory.open({ clock: ticking() }), all)
        const [second, third] = [sqlite.open(behind), memory.open(behind)]
        for (const [from, to] of [
          [first, second],
          [second, third],
        ] as const) {
          const report = await orThrow(copyLog(from, to))
          expect(report).toMatchObject({ complete: true, differences: 0, mismatches: [] })
          expect(await contentsOf(to)).toEqual(await contentsOf(first))
          const moved = report.tenants.reduce((sum, { appended }) => sum + appended, 0)
          expect(moved).toBe(await sizeOf(first))
        }
        await second.close()
      }),
      { numRuns: 60 },
    ))

  test.each(storeKinds)('again into $name adds nothing, and brings what is new', ({ open }) =>
    fc.assert(
      fc.asyncProperty(happenings, happenings, async (all, more) => {
        const from = await lived(memory.open({ clock: ticking() }), all)
        const to = open(behind)
        await orThrow(copyLog(from, to))
        const again = await orThrow(copyLog(from, to))
        expect(again).toMatchObject({ complete: true, differences: 0 })
        expect(again.tenants.filter(({ appended }) => appended > 0)).toEqual([])
        await lived(from, more)
        expect(await orThrow(copyLog(from, to))).toMatchObject({ complete: true, differences: 0 })
        expect(await contentsOf(to)).toEqual(await contentsOf(from))
        await to.close()
      }),
      { numRuns: 30 },
    ),
  )

  test.each(storeKinds)('into $name that fails in the middle is finished by doing it again', ({ open }) =>
    fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 120 }), fc.boolean(), async (all, at, isSource) => {
        const from = await lived(memory.open({ clock: ticking() }), all)
        const to = open(behind)
        const failure = left(unavailable('gone'))
        const cut = isSource
          ? await copyLog(failingFrom(from, at, failure), to)
          : await copyLog(from, failingFrom(to, at, failure))
        if (cut._tag === 'Left') expect(cut).toEqual(failure)
        expect(await orThrow(copyLog(from, to))).toMatchObject({ complete: true, differences: 0 })
        expect(await contentsOf(to)).toEqual(await contentsOf(from))
        await to.close()
      }),
      { numRuns: 60 },
    ),
  )

  test('tells how far it is, ends where it is told to, and says that it is not complete', async () => {
    const all = fc.sample(happenings, { numRuns: 20, seed: 7 }).flat()
    const from = await lived(memory.open({ clock: ticking() }), all)
    const to = memory.open()
    const ending = new AbortController()
    const heard: string[] = []
    const report = await orThrow(
      copyLog(from, to, {
        signal: ending.signal,
        onProgress: ({ tenant, events, appended }) => {
          heard.push(tenant)
          expect(events).toBe(appended)
          ending.abort()
        },
      }),
    )
    expect(report).toMatchObject({ complete: false, streams: 0 })
    expect(heard).toEqual(report.tenants.map(({ tenant }) => tenant))
    expect(heard).toHaveLength(1)
    expect(await orThrow(copyLog(from, to))).toMatchObject({ complete: true, differences: 0 })
    const aborted = await orThrow(copyLog(from, memory.open(), { signal: AbortSignal.abort() }))
    expect(aborted).toMatchObject({ complete: false, tenants: [] })
  })

  test('takes the tenants that are named', async () => {
    const all = fc.sample(happenings, { numRuns: 20, seed: 7 }).flat()
    const from = await lived(memory.open({ clock: ticking() }), all)
    const to = memory.open()
    const report = await orThrow(copyLog(from, to, { tenants: ['50191', 'nobody'] }))
    expect(report).toMatchObject({ complete: true, differences: 0 })
    expect(await tenantsOf(to, '', 9)).toEqual(['50191'])
  })

  test('stops at the head that it found, though the source goes on', async () => {
    const all = fc.sample(happenings, { numRuns: 20, seed: 7 }).flat()
    const from = await lived(memory.open({ clock: ticking() }), all)
    const before = await contentsOf(from)
    const busy: typeof from = {
      ...from,
      readAll: async (tenant, ...rest) => {
        const event = { id: `${rest[0]}-${Math.random()}`, type: 'x', occurredAt: 1, schema: 1, facts: {} }
        await orThrow(from.append(tenant, [{ stream: 'growing', expected: 'any', event }]))
        return from.readAll(tenant, ...rest)
      },
    }
    const to = memory.open(behind)
    expect(await orThrow(copyLog(busy, to))).toMatchObject({ complete: true, differences: 0 })
    expect(await contentsOf(to)).toEqual(before)
  })

  test('answers an unknown outcome for a store that rejects', async () => {
    const from = memory.open()
    for (const answer of [copyLog(rejectingStore(from), from), copyLog(from, rejectingStore(from), { tenants: ['1'] })])
      expect(await answer).toMatchObject({ _tag: 'Left', left: { _tag: 'OutcomeUnknown' } })
  })
})
