import { orThrow } from '@partner-ledger/core'
import type { EventStore, IndexRow, LedgerStore } from '@partner-ledger/core/store'
import { appended, memoryIndex, right } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds, withAppend } from '../stores.js'
import { canary, delivered, everythingIn, person, tenant, until } from './people.js'

/** A forgetting that is carried out and not recorded. */
const unrecorded = (store: LedgerStore): LedgerStore => ({
  ...withAppend(store, (pass, _, [{ stream }]) =>
    stream === 'persons' ? Promise.resolve(right({ epoch: 'e', head: 1, outcomes: [appended(1, 1, 0)] })) : pass(),
  ),
  ...(store.index === undefined ? {} : { index: store.index }),
})

/** An index that keeps the number it once had. */
const withForgetfulIndex = (store: LedgerStore): LedgerStore => {
  const index = store.index ?? memoryIndex()
  const kept = new Map<string, IndexRow>()
  return {
    ...store,
    index: {
      ...index,
      apply: (of, step) => {
        for (const row of step.rows) if (row.membershipNumber !== undefined) kept.set(row.stream, row)
        return index.apply(of, { ...step, rows: step.rows.map((row) => kept.get(row.stream) ?? row) })
      },
    },
  }
}

/** A store that records the forgetting and removes nothing. */
const notCarriedOut = (store: LedgerStore): LedgerStore => ({
  ...store,
  forget: () => Promise.resolve(right(undefined)),
})

/** What is left of the person: of what was there, of what came late, in the index of this process and of another. */
const leftBy = async (sound: EventStore, broken: (store: LedgerStore) => LedgerStore): Promise<readonly string[]> => {
  const store = broken(sound)
  const other: LedgerStore = { ...sound, index: memoryIndex() }
  const { ledger } = ledgerOver(store)
  const elsewhere = ledgerOver(other).ledger
  await ingestAll(ledger, [delivered('early')])
  for (const one of [ledger, elsewhere]) await orThrow(one.catchUp(person.orgId))
  await orThrow(ledger.forget(person, { until }))
  await ingestAll(ledger, [delivered('late')])
  for (const one of [ledger, elsewhere]) await orThrow(one.catchUp(person.orgId))
  const rowsOf = async ({ index }: LedgerStore): Promise<string> =>
    JSON.stringify(index === undefined ? [] : (await orThrow(index.find(tenant, {}, undefined, 100))).rows)
  const places = {
    log: await everythingIn(sound),
    index: await rowsOf(store),
    'other index': await rowsOf(other),
  }
  return Object.entries(places).flatMap(([place, text]) =>
    ['early', 'late'].filter((id) => text.includes(canary(id))).map((id) => `${id} in ${place}`),
  )
}

describe.each(storeKinds)('a forgetting over $name', ({ open }) => {
  test('leaves nothing', async () => {
    expect(await leftBy(open(), (store) => store)).toEqual([])
  })

  test('is found out when it is carried out and not recorded', async () => {
    await expect(leftBy(open(), unrecorded)).rejects.toMatchObject({ error: { _tag: 'OutcomeUnknown' } })
  })

  test('is found out when it skips the index', async () => {
    expect(await leftBy(open(), withForgetfulIndex)).toEqual(['early in index'])
  })

  test('is found out when it is recorded and not carried out', async () => {
    expect(await leftBy(open(), notCarriedOut)).toEqual(['early in log'])
  })
})
