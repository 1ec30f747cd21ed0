import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import { readTenantHeads, type TenantHeads } from '../log/organisations.js'
import type { Time } from './time.js'

/** The heads of all tenants, as one read found them. */
export interface HeadsRead extends TenantHeads {
  /** Grows with every read. */
  readonly number: number
  /** When the read began, by `Time.elapsed`. */
  readonly startedAt: number
}

/** One poll of the log for all subscriptions of a ledger. */
export interface LogHeads {
  /** A read of a higher number than `after`: one that another subscription made less than `pollMs` ago, or a new one. */
  read(after: number): Answer<HeadsRead>
}

export const logHeads = (events: EventStore, time: Pick<Time, 'elapsed'>, pollMs: number): LogHeads => {
  let reads = 0
  let latest: HeadsRead | undefined
  let pending: Answer<HeadsRead> | undefined

  const readAnew = async (): Answer<HeadsRead> => {
    reads += 1
    const number = reads
    const startedAt = time.elapsed()
    const heads = await readTenantHeads(events)
    pending = undefined
    if (heads._tag === 'Left') return heads
    latest = { ...heads.right, number, startedAt }
    return right(latest)
  }

  return {
    read: (after) => {
      if (pending !== undefined) return pending
      if (latest !== undefined && latest.number > after && time.elapsed() < latest.startedAt + pollMs)
        return Promise.resolve(right(latest))
      pending = readAnew()
      return pending
    },
  }
}
