import { orThrow } from '@partner-ledger/core'
import type { Facts, LedgerStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { now } from '../deliveries.js'
import { person } from '../forget/people.js'
import { entriesOf, ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds, withoutDedupe } from '../stores.js'
import { type FailureKind, failures, failingOnce } from './failing-once.js'
import { type Work, works } from './works.js'
import { eventsIn, tenantsOf } from '../../store/reading.js'

const still = { clock: () => now }

/** Everything at the end, but for places in the log, and for how often a body that is kept apart was delivered. */
const endOf = async (store: LedgerStore): Promise<unknown> => {
  const { ledger } = ledgerOver(store)
  const records: unknown[] = []
  for (const tenant of await tenantsOf(store, '', 100))
    for (const { position, id, stream, facts, personal, forgotten } of await eventsIn(
      store.readAll(tenant, 0, 1_000),
    )) {
      const bytes = await orThrow(store.body(tenant, position))
      const text = bytes === undefined ? undefined : new TextDecoder().decode(bytes)
      if (!id.startsWith('seen-again')) records.push([tenant, stream, id, personal, forgotten, text, factsAt(facts)])
    }
  const { items } = await orThrow(ledger.memberships({ orgId: person.orgId }))
  const entries = (await entriesOf(ledger)).map(({ id, status }) => `${id} ${status}`)
  return { records, items, entries, forgotten: (await orThrow(ledger.forgotten(person))).length }
}

/** A mark says at which position something is recorded. */
const factsAt = ({ position: _, ...facts }: Facts): Facts => facts

/** The ledger of the work: the foreign organisation, which was kept out at first, is let in. */
const prepared = async (store: LedgerStore, { prepare }: Work): Promise<void> => {
  const { ledger } = ledgerOver(store, { allowedOrgs: [person.orgId] })
  await ingestAll(ledger, prepare)
}

/** Does the work with a failing n-th call, and again until it is done: how often, how many calls, and the end of it. */
const withFailure = async (
  work: Work,
  store: LedgerStore,
  at: number,
  kind: FailureKind,
): Promise<{ readonly tries: number; readonly calls: number; readonly end: unknown }> => {
  await prepared(store, work)
  const faulty = failingOnce(store, at, kind)
  const { ledger } = ledgerOver(faulty.store)
  for (let tries = 1; ; tries += 1) {
    const answer = await work.run(ledger)
    if (answer._tag === 'Right') return { tries, calls: faulty.calls(), end: [work.asks && answer, await endOf(store)] }
    expect(['Unavailable', 'OutcomeUnknown']).toContain(answer.left._tag)
    expect(tries).toBe(1)
  }
}

describe.each(storeKinds)('every call of the store fails once over $name', ({ open }) => {
  const soundEnd = async (work: Work): Promise<unknown> => {
    const store = open(still)
    await prepared(store, work)
    const answer = await work.run(ledgerOver(store).ledger)
    expect(answer._tag).toBe('Right')
    return [work.asks && answer, await endOf(store)]
  }

  test.each(Object.entries(works))(
    'in %s: a typed error, and done again it ends the same',
    { tags: 'fault:calls' },
    async (_, work) => {
      const expected = await soundEnd(work)
      const counted = { rounds: 0, repeated: 0, differing: 0 }
      for (const kind of failures)
        for (let at = 1; ; at += 1) {
          const store = open(still)
          const { tries, calls, end } = await withFailure(work, store, at, kind)
          await store.close()
          if (calls < at) break
          expect({ kind, at, end }).toEqual({ kind, at, end: expected })
          counted.rounds += 1
          counted.repeated += tries - 1
        }
      expect(counted.rounds).toBeGreaterThanOrEqual(failures.length)
      figures(counted)
    },
  )

  test('is found out where a lost answer is taken for nothing stored: sabotage', { tags: 'twin:calls' }, async () => {
    const work = works['ingest of a fact'] ?? expect.fail('no such work')
    const ends: string[] = []
    for (const at of [1, 2, 3, 4])
      ends.push(JSON.stringify((await withFailure(work, withoutDedupe(open(still)), at, 'after')).end))
    expect(new Set(ends).size).toBeGreaterThan(1)
  })
})
