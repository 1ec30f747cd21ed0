import { orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'
import { right } from 'fp-ts/lib/Either.js'
import type { EventStore, RecordedEvent } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { rounds } from '../../../../../tools/faults/rounds.js'
import { tenantOf } from '../../../src/ledger/log/stream-names.js'
import { now } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { eventsIn } from '../../store/reading.js'

const bodies = [...deliveries({ memberships: 2, events: 5, duplicates: 0, late: 0.5 })]
const year = 365 * 86_400_000

/** What the clock says at each delivery: it ticks, stands still, and jumps either way by up to two years. */
const schedules = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 50 }) },
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: -2 * year, max: 2 * year }) },
    { weight: 1, arbitrary: fc.integer({ min: -50, max: -1 }) },
  ),
  { minLength: bodies.length, maxLength: bodies.length },
)

/** A store that hands out its log by the time at which each event was received. */
const byReceiveTime = (store: EventStore, received: () => number): EventStore => {
  const times = new Map<string, number>()
  const timeOf = ({ stream, id }: RecordedEvent): number => times.get(`${stream} ${id}`) ?? 0
  return {
    ...store,
    append: (tenant, appends, seen) => {
      for (const { stream, event } of appends) times.set(`${stream} ${event.id}`, received())
      return store.append(tenant, appends, seen)
    },
    readAll: async (tenant, after, limit) => {
      const read = await store.readAll(tenant, after, limit)
      if (read._tag === 'Left') return read
      const events = [...read.right.events].sort((a, b) => timeOf(a) - timeOf(b))
      return right({ ...read.right, events })
    },
  }
}

/** A log and the memberships of it, without the times of recording; and those times. */
interface Told {
  readonly log: readonly string[]
  readonly memberships: string
  readonly recordedAt: readonly number[]
}

/** Ingests the same bodies for one organisation after another, each under a schedule of its own. */
const underClocks = (
  open: (options: { readonly clock: () => number }) => EventStore,
  broken: (store: EventStore, clock: () => number) => EventStore = (store) => store,
): ((steps: readonly number[]) => Promise<Told>) => {
  let time = now
  let orgId = 0
  const clock = (): number => time
  const store = broken(open({ clock }), clock)
  const { ledger } = ledgerOver(store, { clock: () => now + 10 * year })
  return async (steps) => {
    orgId += 1
    time = now
    for (const [index, body] of bodies.entries()) {
      time += steps[index] ?? 0
      await orThrow(ledger.ingest(body.replace('"orgId":50191', `"orgId":${orgId}`)))
    }
    const log = await eventsIn(store.readAll(tenantOf(orgId), 0, 100))
    const [first] = log
    const { items } = await orThrow(ledger.memberships({ orgId }))
    return {
      log: log.map(
        ({ id, stream, version, position }) => `${position - (first?.position ?? 0)} ${stream} ${version} ${id}`,
      ),
      memberships: JSON.stringify(items).replaceAll(`"orgId":${orgId}`, ''),
      recordedAt: log.map(({ recordedAt }) => recordedAt),
    }
  }
}

const neverDecreases = (times: readonly number[]): boolean =>
  times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))

/** No schedule makes a difference to order, versions, positions and memberships. */
const alike = async (
  told: (steps: readonly number[]) => Promise<Told>,
): Promise<fc.IAsyncPropertyWithHooks<[number[]]>> => {
  const steady = await told(bodies.map(() => 1))
  return fc.asyncProperty(schedules, async (steps) => {
    const { log, memberships, recordedAt } = await told(steps)
    expect({ log, memberships }).toEqual({ log: steady.log, memberships: steady.memberships })
    expect(neverDecreases(recordedAt)).toBe(true)
  })
}

describe.each(storeKinds)('a clock that jumps, stands still and runs backwards over $name', ({ open }) => {
  test(
    'changes neither order nor positions, and recordedAt never decreases',
    { tags: 'fault:clock', timeout: 600_000 },
    async () => {
      await fc.assert(await alike(underClocks(open)), { numRuns: rounds(1_000) })
      figures({ rounds: rounds(1_000), differing: 0 })
    },
  )

  test('is found out where the log is in order of receiving: sabotage', { tags: 'twin:clock' }, async () => {
    const { failed } = await fc.check(await alike(underClocks(open, byReceiveTime)), {
      numRuns: 50,
      endOnFailure: true,
    })
    expect(failed).toBe(true)
  })
})
