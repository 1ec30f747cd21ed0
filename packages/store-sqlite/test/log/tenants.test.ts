import type { EventStore, Tenant } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { eventsOf, headOf, outcomesOf, rightOf, sampleAppend } from '../sample-event.js'
import { rounds } from '../scale.js'

/** What engines take for one another, for nothing, or for more than a letter. */
const letters = ['a', 'A', 'á', 'a\u0301', ' ', '%', '_', '*', "'", '"', '\\', '/', '.', '0', '\n', '\u{1f600}', 'ß']

const names = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 })

/** Two tenants, two streams, and what each of them is given. */
const settings = fc.record({
  tenants: fc.uniqueArray(names, { minLength: 2, maxLength: 2 }),
  streams: fc.tuple(names, names),
})

/** Whether each of the tenants reads what it was given, all of it and nothing else. */
const readOwnRows = (
  store: EventStore,
): fc.IAsyncPropertyWithHooks<[{ tenants: string[]; streams: [string, string] }]> => {
  let round = 0
  return fc.asyncProperty(settings, async ({ tenants, streams }) => {
    round += 1
    const own = new Map<Tenant, string[]>()
    for (const [n, stream] of streams.entries())
      for (const tenant of tenants) {
        const id = `${round} ${n} ${tenant}`
        const [outcome] = await outcomesOf(store.append(tenant, [sampleAppend(stream, id, tenant)]))
        expect(outcome._tag).toBe('appended')
        own.set(tenant, [...(own.get(tenant) ?? []), id])
      }
    for (const tenant of tenants) {
      const log = await eventsOf(store.readAll(tenant, 0, 10_000))
      const places = new Set(log.map(({ personal }) => personal?.['membershipNumber']))
      expect(log.slice(-2).map(({ id }) => id)).toEqual(own.get(tenant))
      expect([...places]).toEqual([`number-${tenant}`])
      expect(await headOf(store, tenant)).toBe(log.at(-1)?.position)
      expect(Buffer.from((await rightOf(store.body(tenant, log.at(-1)?.position ?? 0))) ?? []).toString()).toBe(
        `body-${tenant}`,
      )
    }
  })
}

/** Takes names for one another that differ in case or in blanks. */
const withoutFilter = (store: EventStore): EventStore => {
  const blurred = (tenant: Tenant): Tenant => `${tenant.trim().toLowerCase()}.`
  return {
    ...store,
    append: (tenant, appends) => store.append(blurred(tenant), appends),
    readAll: (tenant, after, limit) => store.readAll(blurred(tenant), after, limit),
    body: (tenant, position) => store.body(blurred(tenant), position),
  }
}

describe('tenants and streams of hostile names', () => {
  it('never see a row of another', { tags: 'fault:tenants', timeout: 600_000 }, async () => {
    const store = sqliteStore({ path: ':memory:' })
    await fc.assert(readOwnRows(store), { numRuns: rounds(1_000), endOnFailure: true })
    figures({ rounds: rounds(1_000), foreign: 0 })
    await store.close()
  })

  it('see them where the filter is dropped: sabotage', { tags: 'twin:tenants' }, async () => {
    const store = sqliteStore({ path: ':memory:' })
    const { failed } = await fc.check(readOwnRows(withoutFilter(store)), { numRuns: 1_000, endOnFailure: true })
    expect(failed).toBe(true)
    await store.close()
  })
})
