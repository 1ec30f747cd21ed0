import type { ProcessId } from '../record.js'
import type { Body } from './body.js'

/** The job of a writer: to ingest these bodies, each until it is acknowledged. */
export interface WriterJob {
  readonly role: 'writer'
  readonly process: ProcessId
  readonly bodies: readonly Body[]
  /** Present: it ingests one body at a time, and waits until it is delivered. */
  readonly awaits?: DeliveryWait
  readonly seed: number
}

/** The wait of a writer for the deliveries of an event. */
export interface DeliveryWait {
  /** The names of the subscriptions. */
  readonly subscriptions: readonly string[]
  readonly withinMs: number
}

/** The job of a subscriber: to handle deliveries until it is stopped, or until it has caught up. */
export interface SubscriberJob {
  readonly role: 'subscriber'
  readonly process: ProcessId
  readonly subscription: string
  readonly until: 'stopped' | 'caught-up'
  /** False: it reads only after a wake of the store. */
  readonly polls: boolean
  readonly leaseMs: number
  /** The most deliveries between two checkpoints. */
  readonly batch: number
  /** The first attempt at one delivery in this many throws. 0: none does. */
  readonly failEvery: number
  readonly seed: number
}

/** The job of one process. It is plain data, so that it can be sent. */
export type Job = WriterJob | SubscriberJob
