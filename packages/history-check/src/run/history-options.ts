import type { DeliveryPromise } from '../verdict/check-history.js'

/** How much happens in a history, and which faults are injected. */
export interface HistoryOptions {
  /** What the subscriptions promise. `exactly-once` needs `projection` and `effects` of the store. */
  readonly promise: DeliveryPromise
  /** The bodies, the faults and their moments depend on it; the speed of the processes does not. */
  readonly seed: number
  /** The number of writers. */
  readonly writers: number
  /** The number of processes of each subscription, by its name. */
  readonly subscribers: Readonly<Record<string, number>>
  /** The number of events. */
  readonly events: number
  /** One event in this many is ingested by a second writer as well. */
  readonly duplicateEvery: number
  /** How many processes are killed. */
  readonly kills: number
  /** How often the active process of a subscription is paused until another has taken over. */
  readonly pauses: number
  /** The lease of each subscription, in ms. */
  readonly leaseMs: number
  /** The most deliveries between two checkpoints. */
  readonly batch: number
  /** The first attempt at one delivery in this many throws. 0: none does. */
  readonly failEvery: number
  /**
   * Above 0: subscriptions do not poll, so that they depend on the wakes of the store, and each event has to be delivered
   * within this many ms of its acknowledgement. There is one writer then, and it ingests one event at a time. 0: they poll.
   */
  readonly wakeWithinMs: number
  /** The longest wait for any step of the run, in ms. */
  readonly timeoutMs: number
}

export const historyOptions = (given: Partial<HistoryOptions>): HistoryOptions => {
  const options = { ...defaultOptions, ...given }
  // A kill between a commit and its record would look like a wake-up that was lost.
  if (options.wakeWithinMs > 0 && options.promise === 'exactly-once')
    throw new Error('`wakeWithinMs` needs the promise `at-least-once`')
  return options
}

const defaultOptions: HistoryOptions = {
  promise: 'at-least-once',
  seed: 1,
  writers: 3,
  subscribers: { mails: 2, reports: 1 },
  events: 300,
  duplicateEvery: 10,
  kills: 10,
  pauses: 1,
  leaseMs: 400,
  batch: 7,
  failEvery: 20,
  wakeWithinMs: 0,
  timeoutMs: 60_000,
}
