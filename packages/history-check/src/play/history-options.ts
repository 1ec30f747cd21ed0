import type { DeliveryPromise } from '../verdict/check-history.js'

/** How much happens in a history, and how badly. */
export interface HistoryOptions {
  /** What the subscriptions promise. Exactly once needs `projection` and `effects`. */
  readonly promise: DeliveryPromise
  /** Of the bodies and of who is killed when. The processes' own pace is not drawn from it. */
  readonly seed: number
  readonly writers: number
  /** How many processes share the work of each name. */
  readonly subscribers: Readonly<Record<string, number>>
  readonly events: number
  /** How many events a second writer hands over as well, one in so many. */
  readonly doubledEvery: number
  readonly kills: number
  /** How often the process that works for a name is held up until another took over. */
  readonly pauses: number
  readonly leaseMs: number
  readonly batch: number
  /** The first attempt at one delivery in so many throws; 0: none does. */
  readonly failing: number
  /** How long anything is waited for, in ms. */
  readonly patienceMs: number
}

export const historyOptions = (given: Partial<HistoryOptions>): HistoryOptions => ({
  promise: 'at-least-once',
  seed: 1,
  writers: 3,
  subscribers: { mails: 2, reports: 1 },
  events: 300,
  doubledEvery: 10,
  kills: 10,
  pauses: 1,
  leaseMs: 400,
  batch: 7,
  failing: 20,
  patienceMs: 60_000,
  ...given,
})
