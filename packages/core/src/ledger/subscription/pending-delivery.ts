import { type Either, right } from 'fp-ts/lib/Either.js'

import type { RecordedEvent, Tenant } from '../../store/event.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import { type Delivery, deliveryOf } from './delivery.js'
import type { LeasedRun } from './leased-run.js'
import type { RunEnd } from './subscription-context.js'
import type { TenantCheckpoint } from './tenant-checkpoint.js'
import { withRetry } from './with-retry.js'

/** A delivery with its record, from which it is made again where a person was forgotten meanwhile. */
export interface PendingDelivery {
  readonly record: RecordedEvent
  delivery: Delivery
  /** How many forgettings it was made with. */
  forgettings: number
}

type Made = Either<RunEnd, PendingDelivery | undefined>

/** A forgetting of another process counts at most this many ms after it was recorded, and the time of one read. */
const maxAgeMs = 50

/**
 * The delivery of a record, with nothing of a person who is forgotten: by this process as of now, by another as of
 * `maxAgeMs` ago. `undefined` for a record that changes nothing for subscribers.
 */
export const pendingDelivery = (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  record: RecordedEvent,
): Made | Promise<Made> => {
  const forgotten = freshlyForgotten(run, checkpoint.tenant)
  if (forgotten === undefined) return makeAfterReading(run, checkpoint, record)
  const forgettings = run.forgettings()
  const read = readDelivery(run, checkpoint, record, forgotten)
  if ('_tag' in read) return read._tag === 'Left' ? read : right(pending(record, read.right, forgettings))
  return makeAfter(run, checkpoint, record, read, forgettings)
}

const readDelivery = (
  run: LeasedRun,
  { tenant, replayUntil }: TenantCheckpoint,
  record: RecordedEvent,
  isForgotten: IsForgotten,
): Either<RunEnd, Delivery | undefined> | Promise<Either<RunEnd, Delivery | undefined>> => {
  const reader = { events: run.context.events, known: run.memberships, isForgotten }
  return withRetry(run, () => deliveryOf(reader, tenant, record, replayUntil))
}

const pending = (
  record: RecordedEvent,
  delivery: Delivery | undefined,
  forgettings: number,
): PendingDelivery | undefined => (delivery === undefined ? undefined : { record, delivery, forgettings })

const makeAfterReading = async (run: LeasedRun, checkpoint: TenantCheckpoint, record: RecordedEvent): Promise<Made> => {
  const end = await readForgettings(run, checkpoint.tenant)
  return end === undefined ? pendingDelivery(run, checkpoint, record) : { _tag: 'Left', left: end }
}

/** A stream was read for it, which takes time: a person may have been forgotten meanwhile. */
const makeAfter = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  record: RecordedEvent,
  reading: ReturnType<typeof readDelivery>,
  forgettings: number,
): Promise<Made> => {
  const read = await reading
  if (read._tag === 'Left') return read
  return run.forgettings() === forgettings
    ? right(pending(record, read.right, forgettings))
    : pendingDelivery(run, checkpoint, record)
}

/** Makes a delivery that has waited again, where a forgetting became known since it was made. */
export const refreshDelivery = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  item: PendingDelivery,
): Promise<RunEnd | undefined> => {
  if (freshlyForgotten(run, checkpoint.tenant) === undefined) {
    const end = await readForgettings(run, checkpoint.tenant)
    if (end !== undefined) return end
  }
  if (run.forgettings() === item.forgettings) return undefined
  const made = await pendingDelivery(run, checkpoint, item.record)
  if (made._tag === 'Left') return made.left
  if (made.right !== undefined) Object.assign(item, made.right)
  return undefined
}

/** Who is forgotten, where that was read recently. */
const freshlyForgotten = ({ context, forgotten }: LeasedRun, tenant: Tenant): IsForgotten | undefined => {
  const known = forgotten.get(tenant)
  return known !== undefined && context.time.elapsed() < known.readAt + maxAgeMs ? known.isForgotten : undefined
}

const readForgettings = async (run: LeasedRun, tenant: Tenant): Promise<RunEnd | undefined> => {
  const { forgets, time } = run.context
  const readAt = time.elapsed()
  const read = await withRetry(run, () => forgets.catchUp(tenant))
  if (read._tag === 'Left') return read.left
  run.forgotten.set(tenant, { readAt, isForgotten: read.right })
  return undefined
}
