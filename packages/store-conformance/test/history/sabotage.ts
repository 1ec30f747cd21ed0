import { setTimeout } from 'node:timers/promises'

import type { Delivery, Handle } from '@partner-ledger/core'
import {
  appended,
  type Append,
  type CheckpointStore,
  type LedgerStore,
  type NonEmptyArray,
  type Outcome,
  type RecordedEvent,
  right,
} from '@partner-ledger/core/store'

import { type Following, type FollowWith, subscribeToAll } from '../../src/history/following.js'
import type { HistoryOptions } from '../../src/history/history-options.js'
import type { HistorySubject } from '../../src/history/history-subject.js'
import type { Violation } from '../../src/history/violation.js'
import { memorySubject } from './memory-subject.js'

/** A subscriber or a store that breaks a promise, by what the checker must call it. */
export interface Sabotage {
  readonly name: string
  readonly found: Violation['_tag']
  readonly subject: HistorySubject
  readonly options: Partial<HistoryOptions>
}

/** A subscription whose handler is put between the honest one and the ledger. */
const handledBy = (between: (honest: Handle) => Handle): HistorySubject =>
  memorySubject({ follow: (how) => subscribeToAll({ ...how, handle: between(honestHandle(how)) }) })

const honestHandle = ({ handle }: FollowWith): Handle => {
  if (typeof handle !== 'function') throw new Error('the handler commits')
  return handle
}

/** Says that a delivery is handled, and handles it afterwards. A clean stop waits for what is left. */
const behindhand = (how: FollowWith): Following => {
  let left: Promise<void> = Promise.resolve()
  const honest = honestHandle(how)
  const handle: Handle = (delivery, context) => {
    left = left.then(() => honest(delivery, context))
  }
  const following = subscribeToAll({ ...how, handle })
  const stop = async (): Promise<void> => {
    await following.stop()
    await left
  }
  return { ...following, stop }
}

const severalAtATime = (honest: Handle): Handle => {
  let pending: Promise<void>[] = []
  return async (delivery, context) => {
    pending.push(Promise.resolve(setTimeout(pending.length === 0 ? 5 : 0)).then(() => honest(delivery, context)))
    if (pending.length < 3) return
    await Promise.all(pending)
    pending = []
  }
}

const underACount = (honest: Handle): Handle => {
  let count = 0
  return (delivery: Delivery, context) => {
    count += 1
    return honest({ ...delivery, position: count }, context)
  }
}

const checkpoints = (change: (honest: CheckpointStore) => Partial<CheckpointStore>): HistorySubject =>
  memorySubject({}, () => (store) => {
    const honest = store.checkpoints
    return honest === undefined ? {} : { checkpoints: { ...honest, ...change(honest) } }
  })

/** Positions are given out at the beginning of a transaction: a later one may be seen while an earlier one is not. */
const lateVisible = (): ((store: LedgerStore) => Partial<LedgerStore>) => {
  const hidden = new Set<string>()
  return (store) => ({
    append: async (tenant, appends) => {
      const answer = await store.append(tenant, appends)
      const [outcome] = answer._tag === 'Right' ? answer.right : []
      if (outcome?._tag !== 'appended' || outcome.position % 5 > 0) return answer
      const key = `${tenant}/${outcome.position}`
      hidden.add(key)
      await setTimeout(20)
      hidden.delete(key)
      return answer
    },
    readAll: async (tenant, after, limit) => {
      const read = await store.readAll(tenant, after, limit)
      const isVisible = ({ position }: RecordedEvent): boolean => !hidden.has(`${tenant}/${position}`)
      return read._tag === 'Left' ? read : right(read.right.filter(isVisible))
    },
  })
}

/** One append in twenty is answered and not stored. */
const careless = (): ((store: LedgerStore) => Partial<LedgerStore>) => {
  let calls = 0
  return (store) => ({
    append: async (tenant, appends) => {
      calls += 1
      if (calls % 20 > 0) return store.append(tenant, appends)
      return right(appends.map((): Outcome => appended(1, 1)) as NonEmptyArray<Outcome>)
    },
  })
}

/** Ids are made anew for each call, as of a store that knows no duplicates. */
const forgetful = (): ((store: LedgerStore) => Partial<LedgerStore>) => {
  let calls = 0
  const renamed = ({ event, ...rest }: Append): Append => ({ ...rest, event: { ...event, id: `${event.id}#${calls}` } })
  const named = (event: RecordedEvent): RecordedEvent => ({ ...event, id: event.id.split('#')[0] ?? '' })
  return (store) => ({
    append: (tenant, [first, ...more]) => {
      calls += 1
      return store.append(tenant, [renamed(first), ...more.map(renamed)])
    },
    readAll: async (...read) => {
      const events = await store.readAll(...read)
      return events._tag === 'Left' ? events : right(events.right.map(named))
    },
  })
}

export const sabotages: readonly Sabotage[] = [
  {
    name: 'puts its checkpoint before it handles',
    found: 'lost',
    subject: memorySubject({ follow: behindhand }),
    options: { failing: 0 },
  },
  {
    name: 'skips what it failed at',
    found: 'lost',
    subject: handledBy((honest) => async (delivery, context) => {
      await Promise.allSettled([honest(delivery, context)])
    }),
    options: {},
  },
  {
    name: 'gives out positions from a sequence before it commits',
    found: 'lost',
    subject: memorySubject({}, lateVisible),
    options: {},
  },
  {
    name: 'keeps a count of its own in the place of the position',
    found: 'doubled',
    subject: checkpoints((honest) => {
      let count = 0
      const put: CheckpointStore['put'] = (place, expected, checkpoint) => {
        count += checkpoint.position === 0 ? 0 : 1
        const position = place.tenant === 'all' ? checkpoint.position : Math.min(count, checkpoint.position)
        return honest.put(place, expected, { ...checkpoint, position })
      }
      return { put }
    }),
    options: {},
  },
  { name: 'delivers under a count of its own', found: 'invented', subject: handledBy(underACount), options: {} },
  {
    name: 'handles several at a time',
    found: 'reordered',
    subject: handledBy(severalAtATime),
    options: { failing: 0 },
  },
  {
    name: 'believes the checkpoint of a zombie',
    found: 'stale-checkpoint',
    subject: checkpoints((honest) => ({
      put: async (place, _, checkpoint) => {
        const stands = await honest.get(place)
        if (stands._tag === 'Left') return stands
        return honest.put(place, stands.right?.revision ?? 0, checkpoint)
      },
    })),
    options: { pauses: 3 },
  },
  {
    name: 'answers what it does not store',
    found: 'unrecorded',
    subject: memorySubject({}, careless),
    options: {},
  },
  {
    name: 'knows no duplicates',
    found: 'recorded-twice',
    subject: memorySubject({}, forgetful),
    options: {},
  },
]
