import type { Answer, Append, NonEmptyArray, RecordedEvent, StreamName, Tenant } from '@partner-ledger/core/store'
import { right } from '@partner-ledger/core/store'

import { errorOf, same, valueOf } from '../expectation.js'
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
          : answer.right.map((outcome) =>
              outcome._tag === 'conflict' ? outcome : { ...outcome, position: rankOf(side, tenant, outcome.position) },
            ),
    )
  }

export const readStream =
  (tenant: Tenant, stream: StreamName, after: number, limit: number): Command =>
  async (world) => {
    await agree(world, 'readStream', ({ store }) => store.readStream(tenant, stream, after, limit), records(tenant))
  }

/** Reads behind the event of this number of the tenant's log. */
export const readAll =
  (tenant: Tenant, afterRank: number, limit: number): Command =>
  async (world) => {
    const ask = (side: Side): Answer<readonly RecordedEvent[]> =>
      side.store.readAll(tenant, positionOf(side, tenant, afterRank), limit)
    await agree(world, 'readAll', ask, records(tenant))
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

export const head =
  (tenant: Tenant): Command =>
  async (world) => {
    await agree(
      world,
      'head',
      ({ store }) => store.head(tenant),
      (answer, side) => (answer._tag === 'Left' || answer.right === 0 ? answer : rankOf(side, tenant, answer.right)),
    )
  }

export const tenants =
  (after: Tenant, limit: number): Command =>
  async (world) => {
    await agree(world, 'tenants', ({ store }) => store.tenants(after, limit))
  }

/** Closes both, sees that they are closed, and opens them again: the same logs, of the same epochs. */
export const reopen: Command = async (world) => {
  const epochs = await epochsOf(world)
  const closed = [world.model.store, world.real.store]
  await world.reopen()
  for (const store of closed) {
    const { _tag } = await errorOf(store.head('a'), 'head of a closed store')
    same(_tag, 'StoreClosed', 'head of a closed store')
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
  await tenants('', 10_000)(world)
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

const records =
  (tenant: Tenant) =>
  (answer: Awaited<Answer<readonly RecordedEvent[]>>, side: Side): unknown =>
    answer._tag === 'Left' ? answer : right(answer.right.map((record) => ranked(side, tenant, record)))

const hexOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString('hex')
