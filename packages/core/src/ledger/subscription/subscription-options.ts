import { checkName } from '../../store/arguments.js'
import type { CheckpointedHandler } from '../../store/checkpoints/checkpoint-store.js'
import type { Position } from '../../store/event.js'
import { refuse, whole } from '../invalid-option.js'
import type { RetryPolicy } from './back-off.js'
import type { Delivery } from './delivery.js'
import { parkedStream } from './parked-facts.js'

/** What a handler is told beside the delivery. */
export interface HandlingContext {
  /** 1 at first; it begins anew after a restart. */
  readonly attempt: number
  /** Aborts when the work no longer counts: another process took over, or `stop` waited long enough. */
  readonly signal: AbortSignal
}

/** A plain function, sync or async. What it throws or rejects with is a failed attempt. */
export type DeliveryHandler = (delivery: Delivery, context: HandlingContext) => void | Promise<void>

export interface SubscriptionOptions {
  /** The same one in every process that shares the work; 1–193 bytes of text. */
  readonly name: string
  readonly orgId: number | 'all'
  /** Where to begin, only while the name is new. A position (the last one not to be delivered) only with one orgId. */
  readonly from: 'beginning' | 'end' | Position
  /** Called for one delivery at a time, in the order of each organisation's log; at least once. */
  readonly handle: DeliveryHandler | CheckpointedHandler<Delivery>
  /** Deliveries between two checkpoints, and of one commit: 1–10,000, 100 unless told. */
  readonly batch?: number
  /** Exponential back-off with full jitter: 5 attempts, 100 ms at first, 30,000 ms at most, unless told. */
  readonly retry?: Partial<RetryPolicy>
  /** After the last attempt: end before the delivery (unless told: nothing is skipped unasked), or park it and go on. */
  readonly onPoison?: 'stop' | 'park'
  /** How long a process that died holds the name, in ms: 15,000 unless told, and the same in every process. */
  readonly leaseMs?: number
  /** Stops the subscription when it aborts. */
  readonly signal?: AbortSignal
}

/** The options with their defaults, checked. */
export interface SubscriptionSettings {
  readonly name: string
  readonly orgId: number | 'all'
  readonly from: 'beginning' | 'end' | Position
  readonly handle: DeliveryHandler | CheckpointedHandler<Delivery>
  readonly batch: number
  readonly retry: RetryPolicy
  readonly onPoison: 'stop' | 'park'
  readonly leaseMs: number
  readonly signal: AbortSignal | undefined
}

/** Throws a `LedgerError` with `InvalidOption` where an option cannot be worked with. */
export const subscriptionSettings = (options: SubscriptionOptions): SubscriptionSettings => {
  if (typeof options !== 'object' || options === null) return refuse('subscribe', 'an object')
  const { name, orgId, from, handle, batch = 100, retry = {}, onPoison = 'stop', leaseMs = 15_000, signal } = options
  if (typeof name !== 'string' || checkName('name', parkedStream(name)) !== undefined || name === '')
    return refuse('name', 'text of 1–193 bytes without NUL and unpaired surrogates')
  if (orgId !== 'all') whole('orgId', orgId, 1)
  if (typeof from === 'number' && orgId === 'all') return refuse('from', "'beginning' or 'end' with all organisations")
  if (from !== 'beginning' && from !== 'end') whole('from', from, 0)
  if (typeof handle !== 'function' && typeof handle?.commit !== 'function')
    return refuse('handle', 'a function, or an object with commit')
  if (onPoison !== 'stop' && onPoison !== 'park') return refuse('onPoison', "'stop' or 'park'")
  if (typeof retry !== 'object' || retry === null) return refuse('retry', 'an object')
  if (signal !== undefined && !(signal instanceof AbortSignal)) return refuse('signal', 'an AbortSignal')
  return {
    name,
    orgId,
    from,
    handle,
    batch: whole('batch', batch, 1, 10_000),
    retry: {
      attempts: whole('retry.attempts', retry.attempts ?? 5, 1),
      initialDelayMs: whole('retry.initialDelayMs', retry.initialDelayMs ?? 100, 0),
      maxDelayMs: whole('retry.maxDelayMs', retry.maxDelayMs ?? 30_000, 0),
    },
    onPoison,
    leaseMs: whole('leaseMs', leaseMs, 3, 86_400_000),
    signal,
  }
}
