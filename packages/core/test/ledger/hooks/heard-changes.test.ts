import { orThrow } from '@partner-ledger/core'
import type { Membership, PartnerProgramEvent } from '@partner-ledger/core/membership'
import { deliveriesArbitrary, type History, historyArbitrary } from '@partner-ledger/core/testing'
import { right } from '@partner-ledger/core/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryStore } from '@partner-ledger/store-memory'

import { readChange } from '../../../src/ledger/change/change.js'
import { cachedChanges } from '../../../src/ledger/change/cached-changes.js'
import { type MembershipCache, membershipCache } from '../../../src/ledger/change/membership-cache.js'
import { type ForgettingRegister, forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { hookDispatcher } from '../../../src/ledger/hooks/hook-dispatcher.js'
import { hooks } from '../../../src/ledger/hooks/hooks.js'
import { recordEvent } from '../../../src/ledger/ingest/record-events.js'
import { contextOver } from '../ingest-contexts.js'
import { ledgerOver } from '../ledgers.js'
import { hearChanges } from './hearings.js'

/** What happens to one log: this process or another records an event, or the other one forgets its customer. */
interface Step {
  readonly event: PartnerProgramEvent
  readonly what: 'recorded here' | 'recorded elsewhere' | 'forgotten elsewhere'
}

const storyArbitrary = fc
  .array(historyArbitrary({ maxEvents: 8 }), { minLength: 1, maxLength: 3 })
  .map((histories) => histories.flatMap(({ events }: History) => events.map((event) => ({ ...event, orgId: 1 }))))
  .chain(deliveriesArbitrary)
  .chain((events) => fc.tuple(...events.map(stepArbitrary)))

const stepArbitrary = (event: PartnerProgramEvent): fc.Arbitrary<Step> =>
  fc.record({
    event: fc.constant(event),
    what: fc.oneof(
      { weight: 6, arbitrary: fc.constant('recorded here' as const) },
      { weight: 2, arbitrary: fc.constant('recorded elsewhere' as const) },
      { weight: 1, arbitrary: fc.constant('forgotten elsewhere' as const) },
    ),
  })

/** Less, in 1970, might count seconds, and is refused. */
const earliestUntil = 1e10

/** What changes are told from. */
interface Memory {
  readonly forgets: ForgettingRegister
  readonly known: MembershipCache
}

/** The changes that listeners are told of, and those that the stream says at that time. */
const toldIn = async (steps: readonly Step[], most: number, broken: (of: Memory) => Memory) => {
  const store = memoryStore()
  const here = hooks(() => {}, 100)
  const forgets = forgettingRegister(store)
  const reader = { events: store, forgets, logger: () => {} }
  const memory = broken({ forgets, known: membershipCache(most) })
  const announce = hookDispatcher(reader, here, cachedChanges(store, memory.forgets, memory.known))
  const { changes: told } = hearChanges(here)
  const context = contextOver(store, { forgets, onAppendStart: announce.recording })
  const elsewhere = contextOver(store)
  const { ledger: other } = ledgerOver(store)
  const expected: unknown[] = []
  for (const { event, what } of steps) {
    const { customerId, occurredAt } = event
    const webhook = { event, warnings: [] }
    const delivery = { _tag: 'Delivery', webhook, body: new Uint8Array(1), senderOrgs: undefined } as const
    if (what === 'forgotten elsewhere')
      await orThrow(other.forget({ orgId: 1, customerId }, { until: Math.max(occurredAt, earliestUntil) }))
    if (what === 'recorded elsewhere') await orThrow(recordEvent(elsewhere, delivery))
    if (what !== 'recorded here') continue
    const receipt = await orThrow(recordEvent(context, delivery))
    await announce.settled()
    if (receipt._tag !== 'Recorded') continue
    const change = await orThrow(readChange(reader, receipt.key, receipt.version))
    expected.push(...change.transitions.map(() => change))
  }
  return { told, expected }
}

/** What is known, with whatever is found at a version changed. */
const finding =
  (change: (membership: Membership) => Membership) =>
  ({ forgets, known }: Memory): Memory => ({
    forgets,
    known: {
      ...known,
      at: (...asked) => {
        const found = known.at(...asked)
        return found === undefined ? undefined : change(found)
      },
    },
  })

const withoutVersions = ({ forgets, known }: Memory): Memory => ({
  forgets,
  known: {
    ...known,
    at: (tenant, stream) => known.at(tenant, stream, 1),
    keep: (tenant, stream, _, membership) => known.keep(tenant, stream, 1, membership),
  },
})

const nobody = () => Promise.resolve(right(() => false))

const withoutForgetting = ({ forgets, known }: Memory): Memory => ({
  forgets: { ...forgets, catchUp: nobody },
  known: { ...known, drop: () => {} },
})

test.each([
  { name: 'nothing is broken', broken: (of: Memory) => of, equal: true },
  { name: 'what is remembered has no version', broken: withoutVersions, equal: false },
  { name: 'nothing is late', broken: finding(({ last: _, ...membership }) => membership), equal: false },
  { name: 'nobody is forgotten', broken: withoutForgetting, equal: false },
])(
  'Listeners are told what the stream says, where $name',
  async ({ broken, equal }) => {
    const run = await fc.check(
      fc.asyncProperty(storyArbitrary, fc.integer({ min: 0, max: 20 }), async (steps, most) => {
        const { told, expected } = await toldIn(steps, most, broken)
        expect(JSON.stringify(told)).toBe(JSON.stringify(expected))
      }),
      { numRuns: 300, endOnFailure: true },
    )
    if (equal && run.failed) throw run.errorInstance
    expect(run.failed).toBe(!equal)
  },
  60_000,
)
