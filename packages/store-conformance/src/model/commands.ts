import type { Answer, Append, NonEmptyArray, Page, StreamName, Tenant } from '@partner-ledger/core/store'

import { errorOf, same } from '../expectation.js'
import { listCheckpoints } from './checkpoint-commands.js'
import { agree, type Command, positionOf, ranked, rankOf, type Side, type World } from './world.js'
import { epochOf, tenantsOf } from '../reading.js'

/** Appends in one call: new events, known ids, stale versions, or arguments outside their rules. */
export const append =
  (tenant: Tenant, appends: NonEmptyArray<Append>): Command =>
  async (world) => {
    await agree(
      world,
      'append',
      ({ store }) => store.append(tenant, appends),
      (answer, side) =>
        answer._tag === 'Left'
          ? answer
          : 'stale' in answer.right
            ? answer.right.stale
            : answer.right.outcomes.map((outcome) =>
                outcome._tag === 'conflict'
                  ? outcome
                  : { ...outcome, position: rankOf(side, tenant, outcome.position) },
              ),
    )
  }

export const readStream =
  (tenant: Tenant, stream: StreamName, after: number, limit: number): Command =>
  async (world) => {
    await agree(world, 'readStream', ({ store }) => store.readStream(tenant, stream, after, limit), pages(tenant))
  }

/** Reads after the event of this number of the tenant's log. */
export const readAll =
  (tenant: Tenant, afterRank: number, limit: number): Command =>
  async (world) => {
    const ask = (side: Side): Answer<Page> => side.store.readAll(tenant, positionOf(side, tenant, afterRank), limit)
    await agree(world, 'readAll', ask, pages(tenant))
  }

/** Asks for the body of the event of this number. */
export const body =
  (tenant: Tenant, rank: number): Command =>
  async (world) => {
    await agree(
      world,
      'body',
      (side) => side.store.body(tenant, positionOf(side, tenant, rank)),
      (answer) => (answer._tag === 'Left' ? answer : hexOf(answer.right)),
    )
  }

export const forget =
  (tenant: Tenant, stream: StreamName, upTo: number, occurredUntil: number): Command =>
  async (world) => {
    await agree(world, 'forget', ({ store }) => store.forget(tenant, stream, upTo, occurredUntil))
  }

/** Lists all streams of a prefix: each store has an order of its own, so that they are compared by name. */
export const streams =
  (tenant: Tenant, prefix: string): Command =>
  async (world) => {
    await agree(
      world,
      'streams',
      ({ store }) => store.streams(tenant, prefix, '', 10_000),
      (answer) =>
        answer._tag === 'Left' ? answer : [...answer.right.streams].sort((a, b) => (a.stream < b.stream ? -1 : 1)),
    )
  }

export const heads =
  (after: Tenant, limit: number): Command =>
  async (world) => {
    await agree(
      world,
      'heads',
      ({ store }) => store.heads(after, limit),
      (answer, side) =>
        answer._tag === 'Left'
          ? answer
          : [answer.right.more, ...answer.right.heads.map(({ tenant, head }) => [tenant, rankOf(side, tenant, head)])],
    )
  }

/** Closes both, sees that they are closed, and opens them again: the same logs, of the same epochs. */
export const reopen: Command = async (world) => {
  const epochs = await epochsOf(world)
  const closed = [world.model.store, world.real.store]
  await world.reopen()
  for (const store of closed) {
    const { _tag } = await errorOf(store.heads('', 1), 'heads of a closed store')
    same(_tag, 'StoreClosed', 'heads of a closed store')
  }
  same(await epochsOf(world), epochs, 'epochs after a restart')
}

export const tick =
  (ms: number): Command =>
  async (world) => {
    world.tick(ms)
  }

/** Reads everything of every tenant from both: what a run ends with. */
export const readEverything: Command = async (world) => {
  await heads('', 10_000)(world)
  if (world.model.store.checkpoints !== undefined && world.real.store.checkpoints !== undefined)
    await listCheckpoints(undefined, 10_000)(world)
  const named = await tenantsOf(world.model.store, '', 10_000)
  for (const tenant of named) {
    await readAll(tenant, 0, 10_000)(world)
    const known = world.model.places.get(tenant)?.length ?? 0
    for (let rank = 1; rank <= known; rank += 1) await body(tenant, rank)(world)
  }
}

const epochsOf = async ({ model, real }: World): Promise<readonly string[]> => {
  const epochs: string[] = []
  for (const { store } of [model, real]) {
    epochs.push(await epochOf(store))
  }
  return epochs
}

/** A page with positions by rank, and without the epoch, which each log has of its own. */
const pages =
  (tenant: Tenant) =>
  (answer: Awaited<Answer<Page>>, side: Side): unknown => {
    if (answer._tag === 'Left') return answer
    const { events, more, at, head } = answer.right
    const ranks = events.map((record) => ranked(side, tenant, record))
    return { events: ranks, more, at, head: head === 0 ? 0 : rankOf(side, tenant, head) }
  }

const hexOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString('hex')
