import type { Body } from './body.js'
import type { RunId } from '../record.js'

/** What a writer is to do: hand over these bodies, some at a time, until each is acknowledged. */
export interface WriterPart {
  readonly role: 'writer'
  readonly run: RunId
  readonly bodies: readonly Body[]
  readonly seed: number
}

/** What a subscriber is to do: work until it is told to stop, or until it has caught up. */
export interface SubscriberPart {
  readonly role: 'subscriber'
  readonly run: RunId
  readonly subscription: string
  readonly until: 'told' | 'caught-up'
  readonly leaseMs: number
  /** Deliveries between two checkpoints. */
  readonly batch: number
  /** The first attempt at one delivery in so many throws; 0: none does. */
  readonly failing: number
  readonly seed: number
}

/** What one process does in a history. It is plain data, so it can be sent. */
export type Part = WriterPart | SubscriberPart
