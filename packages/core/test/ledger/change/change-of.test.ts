import { orThrow } from '@partner-ledger/core'
import { initial } from '@partner-ledger/core/membership'
import { deliveriesArbitrary, type History, historyArbitrary } from '@partner-ledger/core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withHoles } from '@partner-ledger/store-conformance'
import { memoryStore } from '@partner-ledger/store-memory'

import { toRecord } from '../../../src/ledger/log/event-record.js'
import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { type Change, readChange } from '../../../src/ledger/change/change.js'
import { membershipCache, type MembershipCache } from '../../../src/ledger/change/membership-cache.js'
import { changeOf } from '../../../src/ledger/change/change-of.js'
import { isMembershipStream, membershipStream, tenantOf } from '../../../src/ledger/log/stream-names.js'
import { eventsIn } from '../../store/reading.js'

/** Several histories of one organisation, delivered in any order and more than once. */
const logArbitrary = fc
  .array(historyArbitrary({ maxEvents: 8 }), { minLength: 1, maxLength: 4 })
  .map((histories) => histories.flatMap(({ events }: History) => events.map((event) => ({ ...event, orgId: 1 }))))
  .chain((events) =>
    fc.record({
      events: deliveriesArbitrary(events),
      forgetAt: fc.nat({ max: 30 }),
      most: fc.integer({ min: 0, max: 20 }),
    }),
  )

test.each([
  { name: 'nothing is broken', broken: (known: MembershipCache) => known, equal: true },
  {
    name: 'what is known lost its events',
    broken: (known: MembershipCache): MembershipCache => ({
      ...known,
      keep: (tenant, stream, version, { key }) => known.keep(tenant, stream, version, initial(key)),
    }),
    equal: false,
  },
])('The changes of a log are those that hooks tell of, where $name', async ({ broken, equal }) => {
  const run = await fc.check(
    fc.asyncProperty(logArbitrary, async ({ events, forgetAt, most }) => {
      const store = withHoles(memoryStore())
      for (const event of events) {
        const append = { stream: membershipStream(event), expected: 'any', event: toRecord(event) } as const
        await orThrow(store.append('1', [append]))
      }
      const someone = events[forgetAt]
      if (someone !== undefined) {
        const { customerId, occurredAt: until } = someone
        const facts = { customerId, until }
        const event = { id: 'forgotten', type: 'forgotten', occurredAt: 0, schema: 1, facts }
        await orThrow(store.append('1', [{ stream: 'persons', expected: 'any', event }]))
        const streams = new Set(events.filter((one) => one.customerId === customerId).map(membershipStream))
        for (const stream of streams) await orThrow(store.forget('1', stream, 1000, until))
      }
      const known = forgettingRegister(store)
      const reader = { events: store, forgets: known, logger: () => {} }
      const changes = {
        events: store,
        known: broken(membershipCache(most)),
        isForgotten: await orThrow(known.catchUp('1')),
      }
      const told: Change[] = []
      const expected: Change[] = []
      for (const record of await eventsIn(store.readAll(tenantOf(1), 0, 10_000))) {
        if (!isMembershipStream(record.stream)) continue
        const change = await changeOf(changes, '1', record)
        if (change._tag === 'Left') return false
        told.push(change.right)
        expected.push(await orThrow(readChange(reader, change.right.key, record.version)))
      }
      return JSON.stringify(told) === JSON.stringify(expected)
    }),
    { numRuns: 1000, endOnFailure: true },
  )
  expect(run.failed).toBe(!equal)
})
