import { orThrow } from '@partner-ledger/core'
import { exportLog, importLog } from '@partner-ledger/core/transfer'
import { LedgerError, left, unavailable } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { storeKinds } from '../ledger/stores.js'
import { collected, contentsOf, failingFrom, happenings, inPieces, lived, ticking } from './logs.js'

const [memory] = storeKinds
if (memory === undefined) throw new Error('a kind of store')

const behind = { clock: () => 1000 }
const whole = { complete: true, differences: 0, mismatches: [] }
const someHappenings = fc.sample(happenings, { numRuns: 20, seed: 7 }).flat()

const exported = async (from: Parameters<typeof exportLog>[0], options = {}): Promise<string> =>
  (await collected(exportLog(from, options))).join('')

describe.each(storeKinds)('an export that is brought into $name', ({ open }) => {
  test('gives an equal log, in pieces of any size, once or twice', () =>
    fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 5000 }), async (all, size) => {
        const from = await lived(open({ clock: ticking() }), all)
        const text = await exported(from)
        const to = open(behind)
        expect(await orThrow(importLog(to, inPieces(text, size)))).toMatchObject(whole)
        expect(await contentsOf(to)).toEqual(await contentsOf(from))
        const again = await orThrow(importLog(to, [text]))
        expect(again).toMatchObject(whole)
        expect(again.tenants.filter(({ appended }) => appended > 0)).toEqual([])
        expect(await contentsOf(to)).toEqual(await contentsOf(from))
        for (const store of [from, to]) await store.close()
      }),
      { numRuns: 40 },
    ))

  test('and is cut anywhere is an error, and equal once the whole is brought in', () =>
    fc.assert(
      fc.asyncProperty(happenings, fc.double({ min: 0, max: 1, noNaN: true }), async (all, share) => {
        const from = await lived(memory.open({ clock: ticking() }), all)
        const text = await exported(from)
        const to = open(behind)
        // All but the last line's end at most: without it the last line is whole.
        const cut = text.slice(0, Math.floor(share * (text.length - 2)))
        const answer = await importLog(to, [cut])
        expect(answer).toMatchObject({
          _tag: 'Left',
          left: { _tag: expect.stringMatching(/^(InvalidLine|TruncatedExport)$/) as string },
        })
        expect(await orThrow(importLog(to, [text]))).toMatchObject(whole)
        expect(await contentsOf(to)).toEqual(await contentsOf(from))
        await to.close()
      }),
      { numRuns: 60 },
    ))

  test('goes on after a failing store', () =>
    fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 80 }), async (all, at) => {
        const text = await exported(await lived(memory.open({ clock: ticking() }), all))
        const to = open(behind)
        const failure = left(unavailable('gone'))
        const answer = await importLog(failingFrom(to, at, failure), [text])
        if (answer._tag === 'Left') expect(answer).toEqual(failure)
        expect(await orThrow(importLog(to, [text]))).toMatchObject(whole)
        await to.close()
      }),
      { numRuns: 40 },
    ))

  test('can leave out personal parts, bodies, or both, and is proved equal without them', async () => {
    const from = await lived(open({ clock: ticking() }), someHappenings)
    for (const personal of [true, false])
      for (const bodies of [true, false]) {
        const to = open(behind)
        const text = await exported(from, { personal, bodies })
        expect([personal, text.includes('"personal":{')]).toEqual([personal, personal])
        expect([bodies, text.includes('"body":"')]).toEqual([bodies, bodies])
        expect(await orThrow(importLog(to, [text]))).toMatchObject(whole)
      }
  })

  test('can go on behind the positions where an earlier one ended', async () => {
    const half = someHappenings.length / 2
    const from = await lived(open({ clock: ticking() }), someHappenings.slice(0, half))
    const after: Record<string, number> = {}
    const first = await exported(from, {
      onProgress: ({ tenant, position }: { tenant: string; position: number }) => {
        after[tenant] = position
      },
    })
    await lived(from, someHappenings.slice(half))
    const second = await exported(from, { after })
    const to = open(behind)
    for (const text of [first, second]) expect(await orThrow(importLog(to, [text]))).toMatchObject(whole)
    const lines = (text: string): number => (text.match(/"kind":"event"/g) ?? []).length
    expect(lines(first) + lines(second)).toBe(lines(await exported(from)))
    expect(await orThrow(importLog(open(behind), [second]))).not.toMatchObject({ differences: 0 })
  })
})

describe('an export', () => {
  test('ends between two records when it is told to, and is cut short then', async () => {
    const from = await lived(memory.open(), someHappenings)
    const ending = new AbortController()
    const lines: string[] = []
    for await (const line of exportLog(from, { signal: ending.signal, tenants: ['50191'] })) {
      lines.push(line)
      if (lines.length === 5) ending.abort()
    }
    expect(lines).toHaveLength(5)
    expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true)
    expect(await importLog(memory.open(), lines)).toEqual(left({ _tag: 'TruncatedExport', retryable: false, lines: 5 }))
  })

  test('throws the error of a store that fails', async () => {
    const from = await lived(memory.open(), someHappenings)
    for (let at = 1; at < 40; at += 1)
      await expect(exported(failingFrom(from, at, left(unavailable('gone'))))).rejects.toThrow(LedgerError)
  })

  test('holds nothing of who its log says is forgotten, also where that was not carried out', async () => {
    const from = memory.open()
    const ignoring: typeof from = { ...from, forget: () => Promise.resolve({ _tag: 'Right', right: undefined }) }
    await lived(
      ignoring,
      someHappenings.filter(({ what }) => what !== 'discard'),
    )
    const forgotten = (text: string): number => (text.match(/"kind":"event".*"forgotten":true/g) ?? []).length
    const sound = await lived(
      memory.open(),
      someHappenings.filter(({ what }) => what !== 'discard'),
    )
    expect(forgotten(await exported(from, { tenants: ['1', '50191'] }))).toBe(
      forgotten(await exported(sound, { tenants: ['1', '50191'] })),
    )
    expect(forgotten(await exported(sound))).toBeGreaterThan(0)
  })
})
