import { setTimeout } from 'node:timers/promises'

import {
  type Append,
  appended,
  type CheckpointStore,
  type LedgerStore,
  type NonEmptyArray,
  type Outcome,
  type Page,
  type RecordedEvent,
  right,
} from '@partner-ledger/core/store'

import type { StoreSabotage } from './memory-subject.js'

const putting =
  (put: (honest: CheckpointStore) => CheckpointStore['put']): StoreSabotage =>
  () =>
  ({ checkpoints }: LedgerStore) =>
    checkpoints === undefined ? {} : { checkpoints: { ...checkpoints, put: put(checkpoints) } }

/** Stores the number of checkpoints instead of the position, with the id of the event at that position. */
export const countCheckpoints: StoreSabotage = () => {
  let count = 0
  return ({ checkpoints, readAll }) => {
    if (checkpoints === undefined) return {}
    const put: CheckpointStore['put'] = async (place, expected, checkpoint) => {
      count += checkpoint.position === 0 ? 0 : 1
      if (place.tenant === 'all' || count >= checkpoint.position) return checkpoints.put(place, expected, checkpoint)
      const page = await readAll(place.tenant, count - 1, 1)
      const id = page._tag === 'Right' ? page.right.events[0]?.id : undefined
      return checkpoints.put(place, expected, id === undefined ? checkpoint : { ...checkpoint, position: count, id })
    }
    return { checkpoints: { ...checkpoints, put } }
  }
}

/** Accepts a checkpoint whatever revision it expects. */
export const acceptAnyRevision = putting((honest) => async (place, _, checkpoint) => {
  const current = await honest.get(place)
  return current._tag === 'Left' ? current : honest.put(place, current.right?.revision ?? 0, checkpoint)
})

/** Assigns positions when a transaction begins: a later one may be visible while an earlier one is not. */
export const positionBeforeCommit: StoreSabotage = () => {
  const hidden = new Set<string>()
  return (store) => ({
    append: async (tenant, appends, seen) => {
      const answer = await store.append(tenant, appends, seen)
      const [outcome] = answer._tag === 'Right' && 'outcomes' in answer.right ? answer.right.outcomes : []
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
      return read._tag === 'Left' ? read : right({ ...read.right, events: read.right.events.filter(isVisible) })
    },
  })
}

/** Acknowledges one append in twenty without storing it. */
export const dropAppends: StoreSabotage = () => {
  let calls = 0
  return (store) => ({
    append: async (tenant, appends, seen) => {
      calls += 1
      if (calls % 20 > 0) return store.append(tenant, appends, seen)
      return right({ epoch: 'e', head: 1, outcomes: appends.map(() => appended(1, 1, 0)) as NonEmptyArray<Outcome> })
    },
  })
}

/** Stores each call under new ids, like a store without deduplication. */
export const ignoreDuplicates: StoreSabotage = () => {
  let calls = 0
  const renamed = ({ event, ...rest }: Append): Append => ({ ...rest, event: { ...event, id: `${event.id}#${calls}` } })
  const named = (event: RecordedEvent): RecordedEvent => ({ ...event, id: event.id.split('#')[0] ?? '' })
  const withoutNumbers = ({ at, ...page }: Page): Page => ({
    ...page,
    events: page.events.map(named),
    ...(at === undefined ? {} : { at: at.split('#')[0] ?? '' }),
  })
  return (store) => ({
    append: (tenant, [first, ...more], seen) => {
      calls += 1
      return store.append(tenant, [renamed(first), ...more.map(renamed)], seen)
    },
    readAll: async (...read) => {
      const events = await store.readAll(...read)
      return events._tag === 'Left' ? events : right(withoutNumbers(events.right))
    },
  })
}
