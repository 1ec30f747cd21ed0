import type { Scheduler } from 'fast-check'
import type { CheckpointStore, EventStore, LedgerStore } from '@partner-ledger/core/store'

/** The store as one process sees it: every call waits for the scheduler, and so does every answer. None comes to the dead. */
export const racedStore = (
  scheduler: Scheduler,
  events: EventStore,
  checkpoints: CheckpointStore,
  isAlive: () => boolean,
): LedgerStore => {
  const raced = async <A>(name: string, call: () => Promise<A>): Promise<A> => {
    await scheduler.schedule(Promise.resolve(), name)
    if (!isAlive()) return never()
    const answer = await call()
    await scheduler.schedule(Promise.resolve(), `${name} answered`)
    return isAlive() ? answer : never()
  }
  return {
    ...events,
    append: (...call) => raced('append', () => events.append(...call)),
    readAll: (tenant, after, limit) => raced('readAll', () => events.readAll(tenant, after, limit)),
    readStream: (tenant, stream, after, limit) =>
      raced('readStream', () => events.readStream(tenant, stream, after, limit)),
    streams: (...call) => raced('streams', () => events.streams(...call)),
    heads: (after, limit) => raced('heads', () => events.heads(after, limit)),
    checkpoints: {
      get: (place) => raced('get', () => checkpoints.get(place)),
      list: (after, limit) => raced('list', () => checkpoints.list(after, limit)),
      put: (place, expected, checkpoint) =>
        raced(`put ${place.tenant}`, () => checkpoints.put(place, expected, checkpoint)),
      delete: (place, expected) => raced('delete', () => checkpoints.delete(place, expected)),
    },
  }
}

const never = (): Promise<never> => new Promise(() => {})
