import { orThrow } from '@partner-ledger/core'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryIndex } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { canary, delivered, deliveredToNeighbour, person, storedIn, tenant, until } from './people.js'

const byNumber = (id: string) => ({ orgId: person.orgId, membershipNumber: canary(id) })

/** Everything that an index holds of the organisation, as one text. */
const rowsOf = async ({ index }: LedgerStore): Promise<string> =>
  JSON.stringify(index === undefined ? [] : (await orThrow(index.find(tenant, {}, undefined, 10_000))).rows)

describe.each(storeKinds)('the index of a ledger over $name', ({ open }) => {
  test('drops the number of who is forgotten, and keeps the row', async () => {
    const store: LedgerStore = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [delivered('a'), deliveredToNeighbour('n')])
    expect((await orThrow(ledger.memberships(byNumber('a')))).items).toHaveLength(1)
    await orThrow(ledger.forget(person, { until }))
    expect(await rowsOf(store)).not.toContain(canary('a'))
    expect((await orThrow(ledger.memberships(byNumber('a')))).items).toEqual([])
    expect((await orThrow(ledger.memberships({ ...person, link: 'active' }))).items).toHaveLength(1)
    expect((await orThrow(ledger.memberships(byNumber('n')))).items).toHaveLength(1)
  })

  test('of another process meets the forgetting at its position', async () => {
    const store = open()
    const other: LedgerStore = { ...store, index: memoryIndex() }
    const { ledger } = ledgerOver(store)
    const elsewhere = ledgerOver(other).ledger
    await ingestAll(ledger, [delivered('a'), delivered('newer', 1, { data: { partnerProgramId: 45 } })])
    expect((await orThrow(elsewhere.memberships(byNumber('a')))).items).toHaveLength(1)
    await orThrow(ledger.forget(person, { until }))
    expect(await rowsOf(other)).toContain(canary('a'))
    await orThrow(elsewhere.catchUp(person.orgId))
    expect(await rowsOf(other)).not.toContain(canary('a'))
    expect((await orThrow(elsewhere.memberships(byNumber('newer')))).items).toHaveLength(1)
  })

  test('drops it at once, though the store has not carried it out', async () => {
    const store: LedgerStore = open()
    const { ledger } = ledgerOver({ ...store, forget: () => new Promise(() => {}) })
    await ingestAll(ledger, [delivered('a')])
    await orThrow(ledger.catchUp(person.orgId))
    const endless = ledger.forget(person, { until })
    while ((await storedIn(store, 'persons')).length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await orThrow(ledger.catchUp(person.orgId))
    expect(await rowsOf(store)).not.toContain(canary('a'))
    expect((await storedIn(store))[0]?.personal).toMatchObject({ membershipNumber: canary('a') })
    expect(await Promise.race([endless, Promise.resolve('under way')])).toBe('under way')
  })

  test('is given no number by what comes later, and is built anew without one', async () => {
    const store: LedgerStore = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [delivered('a')])
    await orThrow(ledger.forget(person, { until }))
    await ingestAll(ledger, [delivered('late', -5), delivered('a')])
    await orThrow(ledger.catchUp(person.orgId))
    expect(await rowsOf(store)).not.toContain('yranac')
    const fresh: LedgerStore = { ...store, index: memoryIndex() }
    await orThrow(ledgerOver(fresh).ledger.catchUp(person.orgId))
    expect(JSON.parse(await rowsOf(fresh))).toEqual(JSON.parse(await rowsOf(store)))
  })
})
