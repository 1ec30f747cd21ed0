import { statSync } from 'node:fs'

import { type MembershipKey, orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'

import { median } from '../harness/spread.js'
import { timed } from '../harness/timed.js'
import { fill, ingestEach, openLedgerFile } from '../ours/ledger-file.js'

/** What a ledger file is like once it holds this much. */
export interface GrowthStep {
  readonly events: number
  readonly memberships: number
  /** µs an event, by the batches of 1,000 since the step before. */
  readonly bulk: number
  /** µs of one durable ingest, the median of some. */
  readonly ingest: number
  /** µs of reading and folding one membership, the median of some. */
  readonly read: number
  /** µs of bringing the index over one event. */
  readonly index: number
  /** µs of a page of 100 memberships. */
  readonly page: number
  /** Bytes of the file, the index included. Its WAL comes on top, and does not grow with it. */
  readonly bytes: number
  /** Resident memory of the process, MB. */
  readonly rss: number
}

export interface GrowthPlan {
  readonly folder: string
  readonly events: number
  readonly memberships: number
}

const orgId = 50191

/** Takes the log to a hundredth, a tenth, three tenths and the whole of the plan, each membership with as many events. */
export async function* grow({ folder, events, memberships }: GrowthPlan): AsyncGenerator<GrowthStep> {
  const file = openLedgerFile(folder)
  const each = Math.round(events / memberships)
  let known = 0
  try {
    for (const [step, share] of [0.01, 0.1, 0.3, 1].entries()) {
      const members = Math.floor(memberships * share)
      const added = newcomers(known, members, each)
      const bulk = await timed((members - known) * each, () => fill(file.ledger, added, () => {}))
      const index = await timed((members - known) * each, async () => {
        await orThrow(file.ledger.catchUp(orgId))
      })
      known = members
      const ingest = await medianOf(anywhere(members, each + step, 200), (body) => ingestEach(file.ledger, [body]))
      const read = await medianOf(spread(members, 200).map(keyOf), async (key) => {
        await orThrow(file.ledger.membership(key))
      })
      await orThrow(file.ledger.catchUp(orgId))
      const page = await medianOf(
        Array.from({ length: 50 }, () => query),
        async (asked) => {
          await orThrow(file.ledger.memberships(asked))
        },
      )
      const bytes = sizeOf(file.path)
      const rss = Math.round(process.memoryUsage().rss / 1_048_576)
      yield { events: members * each, memberships: members, bulk, ingest, read, index, page, bytes, rss }
    }
  } finally {
    await file.close()
  }
}

const query = { orgId, loyaltyProgramId: 855, partnerProgramId: 25 } as const

/** All events of the members from one number to another, in order of time among a thousand of them. */
function* newcomers(from: number, to: number, events: number): Generator<string> {
  for (let first = from; first < to; first += 1_000)
    yield* deliveries({ orgId, first, memberships: Math.min(1_000, to - first), events, everyDays, duplicates: 0 })
}

/** Near enough to each other that a hundred of them lie in the past. */
const everyDays = 20

/** The event of this turn, which was not told yet, of members that lie all over the log. */
const anywhere = (members: number, turn: number, count: number): readonly string[] =>
  spread(members, count).flatMap((first) => [
    ...deliveries({ orgId, first, memberships: 1, events: turn + 1, from: turn, everyDays, duplicates: 0, late: 0 }),
  ])

const keyOf = (member: number): MembershipKey => ({
  orgId,
  loyaltyProgramId: 855,
  partnerProgramId: member % 3 === 0 ? 22 : 25,
  customerId: 1_000_000 + member,
})

const spread = (members: number, count: number): readonly number[] =>
  Array.from({ length: Math.min(members, count) }, (_, at) => Math.floor((at * members) / Math.min(members, count)))

const medianOf = async <A>(given: readonly A[], work: (one: A) => Promise<void>): Promise<number> => {
  const costs: number[] = []
  for (const one of given) costs.push(await timed(1, () => work(one)))
  return median(costs)
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
