import { type Ledger, orThrow } from '@partner-ledger/core'
import {
  evolve,
  foldMembership,
  initial,
  type Membership,
  type MembershipKey,
  membershipKey,
  type PartnerProgramEvent,
} from '@partner-ledger/core/membership'
import { deliveries } from '@partner-ledger/core/testing'
import { decodeWebhook } from '@partner-ledger/core/webhook'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { randomOf, rounds, seed } from '../../../../../tools/faults/rounds.js'
import { ledgerOver } from '../ledgers.js'
import { allOrders } from '../orders.js'
import { storeKinds } from '../stores.js'

type Fold = (key: MembershipKey, events: readonly PartnerProgramEvent[]) => Membership

const eventOf = (body: string): PartnerProgramEvent => {
  const decoded = decodeWebhook(body)
  return decoded._tag === 'Right' ? decoded.right.event : expect.fail('not decodable')
}

/** The memberships that these events come to, byte for byte, by key. */
const folded = (events: readonly PartnerProgramEvent[], fold: Fold): readonly string[] => {
  const streams = new Map<string, PartnerProgramEvent[]>()
  for (const event of events) {
    const key = JSON.stringify(membershipKey(event))
    streams.set(key, [...(streams.get(key) ?? []), event])
  }
  return [...streams.values()].map((own) => JSON.stringify(fold(keyOf(own), own))).sort()
}

const keyOf = ([first]: readonly PartnerProgramEvent[]): MembershipKey =>
  first === undefined ? expect.fail('no event') : membershipKey(first)

/** What an organisation's memberships are told to be: by the index, which lived through the storm, and by the log. */
const told = async (
  ledger: Ledger,
  orgId: number,
  fold: Fold,
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const live: string[] = []
  const streams: string[] = []
  for await (const membership of ledger.eachMembership({ orgId })) {
    live.push(JSON.stringify(membership))
    streams.push(JSON.stringify(await orThrow(ledger.membership(membership.key))))
  }
  const log: PartnerProgramEvent[] = []
  await orThrow(ledger.replay(orgId, { initial: 0, evolve: (count, event) => count + log.push(event) }))
  return { live: live.sort(), streams: streams.sort(), replay: folded(log, fold) }
}

/** Folds as events arrive: what the house does not do. */
const inArrivalOrder: Fold = (key, events) => events.reduce(evolve, initial(key))

/** Bodies of several organisations as they arrive, and the organisations. */
interface Storm {
  readonly orgIds: readonly number[]
  readonly arriving: readonly string[]
}

/** Lets a storm pass and gives each organisation whose memberships are not told, in every way, as their events fold. */
const differing = async (ledger: Ledger, { orgIds, arriving }: Storm, fold: Fold): Promise<readonly number[]> => {
  const eightAtOnce = Array.from({ length: Math.ceil(arriving.length / 8) }, (_, n) => arriving.slice(n * 8, n * 8 + 8))
  for (const bodies of eightAtOnce) {
    const receipts = await Promise.all(bodies.map((body) => orThrow(ledger.ingest(body))))
    for (const { _tag } of receipts) expect(['Recorded', 'Duplicate']).toContain(_tag)
    for (const orgId of orgIds) await orThrow(ledger.catchUp(orgId))
  }
  const wrong: number[] = []
  for (const orgId of orgIds) {
    const events = new Map(arriving.map(eventOf).map((event) => [`${event.orgId} ${event.eventId}`, event]))
    const expected = folded(
      [...events.values()].filter((event) => event.orgId === orgId),
      foldMembership,
    )
    const ways = Object.values(await told(ledger, orgId, fold))
    if (ways.some((way) => JSON.stringify(way) !== JSON.stringify(expected))) wrong.push(orgId)
  }
  return wrong
}

/** Every order of one membership's six events, an organisation an order. */
function* everyOrder(): Generator<Storm> {
  let orgId = 0
  for (const order of allOrders([...deliveries({ seed, memberships: 1, events: 6, duplicates: 0, late: 0 })])) {
    orgId += 1
    yield { orgIds: [orgId], arriving: order.map((body) => body.replace('"orgId":50191', `"orgId":${orgId}`)) }
  }
}

/** Events of two organisations, shuffled together, each delivered one to ten times. */
function* shuffles(count: number): Generator<Storm> {
  const random = randomOf(seed)
  for (let round = 0; round < count; round += 1) {
    const orgIds = [10_001 + 2 * round, 10_002 + 2 * round]
    const arriving = orgIds
      .flatMap((orgId) => [...deliveries({ seed: round, orgId, memberships: 2, events: 4, duplicates: 0, late: 0 })])
      .flatMap((body) => Array<string>(1 + random(10)).fill(body))
    for (let last = arriving.length - 1; last > 0; last -= 1) {
      const other = random(last + 1)
      ;[arriving[last], arriving[other]] = [arriving[other] ?? '', arriving[last] ?? '']
    }
    yield { orgIds, arriving }
  }
}

describe.each(storeKinds)(`a storm over $name (seed ${seed})`, ({ open }) => {
  test('of every order of six events leaves one membership, live as replayed', { tags: 'fault:storm' }, async () => {
    const { ledger } = ledgerOver(open())
    const counted = { rounds: 0, differing: 0 }
    for (const storm of everyOrder()) {
      expect(await differing(ledger, storm, foldMembership)).toEqual([])
      counted.rounds += 1
    }
    expect(counted.rounds).toBe(720)
    figures(counted)
  })

  test(
    'of shuffles, repetitions and mixed organisations leaves what the events fold to, live as replayed',
    { tags: 'fault:storm', timeout: 600_000 },
    async () => {
      const { ledger } = ledgerOver(open())
      const counted = { rounds: 0, delivered: 0, differing: 0 }
      for (const storm of shuffles(rounds(200))) {
        expect(await differing(ledger, storm, foldMembership)).toEqual([])
        counted.rounds += 1
        counted.delivered += storm.arriving.length
      }
      figures(counted)
    },
  )

  test('is not survived by a fold in order of arrival: sabotage', { tags: 'twin:storm' }, async () => {
    const { ledger } = ledgerOver(open())
    let wrong = 0
    for (const storm of shuffles(5)) wrong += (await differing(ledger, storm, inArrivalOrder)).length
    expect(wrong).toBeGreaterThan(0)
  })
})
