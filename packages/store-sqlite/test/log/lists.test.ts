import type { EventStore, Streams } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { namesEnd } from '../../src/log/name-range.js'
import { sqliteStore } from '../../src/store.js'
import { outcomesOf, rightOf, sampleAppend } from '../sample-event.js'

/** What engines take for patterns, for the ends of ranges, or for one another. */
const letters = ['a', 'b', '%', '_', '*', '/', '\\', 'A', 'é', '\ud7ff', '\ue000', '\uffff', '\u{1f600}', '\u{10ffff}']

const text = (minLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength: 4 })

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** The streams of a prefix, page by page. */
const listed = async (list: EventStore['streams'], prefix: string, limit: number): Promise<readonly string[]> => {
  const names: string[] = []
  for (let more = true; more; ) {
    const page: Streams = await rightOf(list('1', prefix, names.at(-1) ?? '', limit))
    names.push(...page.streams.map(({ stream }) => stream))
    more = page.more && page.streams.length === limit
    if (page.more) expect(page.streams).toHaveLength(limit)
  }
  return names
}

const listsByPrefix = (
  broken: (store: EventStore) => EventStore['streams'],
): fc.IAsyncPropertyWithHooks<[string[], string, number]> =>
  fc.asyncProperty(
    fc.uniqueArray(text(1), { maxLength: 20 }),
    text(0),
    fc.integer({ min: 1, max: 6 }),
    async (names, prefix, limit) => {
      const store = sqliteStore({ path: ':memory:' })
      for (const name of names) await outcomesOf(store.append('1', [sampleAppend(name, 'e')]))
      await outcomesOf(store.append('2', [sampleAppend(`${prefix}other`, 'e')]))
      const expected = names.filter((name) => name.startsWith(prefix)).sort(byBytes)
      const found = await listed(broken(store), prefix, limit)
      await store.close()
      expect(found).toEqual(expected)
    },
  )

describe('the streams of a tenant', () => {
  it('are those whose names begin with the prefix, each once, in one order, whatever it holds', async () => {
    await fc.assert(
      listsByPrefix((store) => store.streams),
      { numRuns: 150 },
    )
  })

  it('are others where the prefix is a pattern: sabotage', async () => {
    const byPattern =
      (store: EventStore): EventStore['streams'] =>
      async (tenant, prefix, after, limit) => {
        const all = await store.streams(tenant, '', '', 10_000)
        if (all._tag === 'Left') return all
        const pattern = new RegExp(
          `^${prefix
            .replace(/[*\\/]/g, '\\$&')
            .replaceAll('_', '.')
            .replaceAll('%', '.*')}`,
          'u',
        )
        const streams = all.right.streams.filter(({ stream }) => pattern.test(stream) && byBytes(stream, after) > 0)
        return {
          _tag: 'Right',
          right: { ...all.right, streams: streams.slice(0, limit), more: streams.length > limit },
        }
      }
    expect((await fc.check(listsByPrefix(byPattern), { numRuns: 500, endOnFailure: true })).failed).toBe(true)
  })

  it('come with the version of each, from an index', async () => {
    const store = sqliteStore({ path: ':memory:' })
    for (const id of ['a', 'b']) await rightOf(store.append('1', [sampleAppend('membership/7/1/2', id)]))
    await rightOf(store.append('1', [sampleAppend('membership/71/1/2', 'a'), sampleAppend('notices/7/1/2', 'a')]))
    const { epoch, ...list } = await rightOf(store.streams('1', 'membership/7/', '', 10))
    expect(list).toEqual({ streams: [{ stream: 'membership/7/1/2', version: 2 }], more: false })
    expect(epoch).toBe((await rightOf(store.heads('', 1))).epoch)
    expect((await rightOf(store.streams('3', '', '', 10))).streams).toEqual([])
    await store.close()
  })
})

describe('the end of a range of names', () => {
  it('is after every name that begins with the prefix, and before every other one that is after it', () => {
    fc.assert(
      fc.property(text(0), text(0), (prefix, name) => {
        const end = namesEnd(prefix)
        const isInRange = byBytes(name, prefix) >= 0 && (end === undefined || byBytes(name, end) < 0)
        expect(isInRange).toBe(name.startsWith(prefix))
      }),
    )
    expect(namesEnd('\u{10ffff}')).toBeUndefined()
  })
})

describe('the heads of the tenants', () => {
  it('come page by page, in the order of code units, each with its last position', async () => {
    const store = sqliteStore({ path: ':memory:' })
    for (const [n, tenant] of ['b', '\u{1f600}', '\uffff', 'a', 'b'].entries())
      await rightOf(store.append(tenant, [sampleAppend('s', `e${n}`)]))
    const first = await rightOf(store.heads('', 2))
    expect([first.heads, first.more]).toEqual([
      [
        { tenant: 'a', head: 4 },
        { tenant: 'b', head: 5 },
      ],
      true,
    ])
    const { heads, more } = await rightOf(store.heads('b', 2))
    expect([heads, more]).toEqual([
      [
        { tenant: '\u{1f600}', head: 2 },
        { tenant: '\uffff', head: 3 },
      ],
      false,
    ])
    await store.close()
  })
})
