import { orThrow } from '@partner-ledger/core'
import type { PartnerProgramEvent, Projection } from '@partner-ledger/core/membership'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { canary, delivered, deliveredToNeighbour, person, until } from '../forget/people.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const every: Projection<readonly PartnerProgramEvent[]> = {
  initial: [],
  evolve: (events, event) => [...events, event],
}

const withDetails = { root: { refId: 'r-1', apiRequestId: 'a-1' }, details: { partnerTierNumber: 2 } }

describe.each(storeKinds)('a replay without personal parts over $name', ({ open }) => {
  const filled = async (): Promise<EventStore> => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [delivered('a', -1000, withDetails), deliveredToNeighbour('b'), delivered('c')])
    await orThrow(ledger.forget(person, { until }))
    return store
  }

  test('hands over the same events, but for customers and membership numbers', async () => {
    const { ledger } = ledgerOver(await filled())
    const whole = await orThrow(ledger.replay(person.orgId, every))
    const impersonal = await orThrow(ledger.replay(person.orgId, every, { personal: false }))
    expect(JSON.stringify(whole)).toContain(canary('b'))
    expect(JSON.stringify(impersonal)).not.toContain('yranac')
    expect(impersonal).toMatchObject([{ refId: 'r-1', details: { partnerTierNumber: 2 } }, {}, {}])
    expect(impersonal).toEqual(whole.map(withoutPersonal))
  })

  test('asks the store for facts alone, and leaves out what a store gives all the same', async () => {
    const asked: unknown[] = []
    const store = await filled()
    const generous: EventStore = {
      ...store,
      readAll: (tenant, after, limit, parts) => (asked.push(parts), store.readAll(tenant, after, limit)),
    }
    const { ledger } = ledgerOver(generous)
    const impersonal = await orThrow(ledger.replay(person.orgId, every, { personal: false }))
    await orThrow(ledger.replay(person.orgId, every))
    expect(JSON.stringify(impersonal)).not.toContain('yranac')
    expect(asked).toEqual(['facts', undefined])
  })
})

const withoutPersonal = ({ customer: _, ...event }: PartnerProgramEvent): object => {
  if (!('details' in event)) return event
  const { membershipNumber: __, ...details } = event.details
  return { ...event, details }
}
