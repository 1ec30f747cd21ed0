import { checkName } from '../../store/arguments.js'
import type { CheckpointedHandler } from '../../store/checkpoints/checkpoint-store.js'
import type { Position } from '../../store/event.js'
import { refuseOption, wholeOption } from '../../store/option.js'
import type { RetryPolicy } from './back-off.js'
import type { Delivery } from './delivery.js'
import { parkedStream } from './parked-facts.js'

/** What a handler gets beside the delivery. */
export interface HandlingContext {
  /** 1 at first. It starts again at 1 after a stop, and goes on counting after the process died in the handler. */
  readonly attempt: number
  /** Aborts when the result no longer counts: another process took over, or `stop` waited long enough. */
  readonly signal: AbortSignal
}

/** A plain function, sync or async. What it throws or rejects with is a failed attempt. */
export type DeliveryHandler = (delivery: Delivery, context: HandlingContext) => void | Promise<void>

/** Who is subscribed, where it begins, and what happens when its handler fails. */
export interface SubscriptionOptions {
  /** The same one in every process that shares the work; 1–193 bytes of text. */
  readonly name: string
  readonly orgId: number | 'all'
  /** Where a new name starts. A position (the last one not to be delivered) only with one orgId. */
  readonly from: 'beginning' | 'end' | Position
  /** Called for one delivery at a time, in the order of each organisation's log; at least once. */
  readonly handle: DeliveryHandler | CheckpointedHandler<Delivery>
  /** Deliveries between two checkpoints, and of one commit: 1–10,000, 100 by default. */
  readonly batch?: number | undefined
  /** Exponential back-off with full jitter; by default 5 attempts, 100 ms at first, 30,000 ms at most. */
  readonly retry?: { readonly [K in keyof RetryPolicy]?: RetryPolicy[K] | undefined } | undefined
  /** After the last attempt: end before the delivery (the default: nothing is skipped unasked), or park it and continue. */
  readonly onPoison?: 'stop' | 'park' | undefined
  /** How long a process that died holds the name, in ms: 15,000 by default, and the same in every process. */
  readonly leaseMs?: number | undefined
  /** Stops the subscription when it aborts. */
  readonly signal?: AbortSignal | undefined
}

/** The options with their defaults, checked and copied. */
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

const optionNames = ['name', 'orgId', 'from', 'handle', 'batch', 'retry', 'onPoison', 'leaseMs', 'signal']
const retryNames = ['attempts', 'initialDelayMs', 'maxDelayMs']

/** Throws a `LedgerError` with `InvalidOption` for an option that is wrong or unknown. */
export const subscriptionSettings = (options: SubscriptionOptions): SubscriptionSettings => {
  checkFields('subscribe', options, optionNames)
  const { name, orgId, from, handle, batch = 100, retry = {}, onPoison = 'stop', leaseMs = 15_000, signal } = options
  if (typeof name !== 'string' || checkName('name', parkedStream(name)) !== undefined || name === '')
    return refuseOption('name', 'text of 1–193 bytes without NUL and unpaired surrogates')
  if (orgId !== 'all' && !isWhole(orgId, 1))
    return refuseOption('orgId', "an orgId (a whole number of 1 or more) or 'all'")
  if (typeof from === 'number' && orgId === 'all')
    return refuseOption('from', "'beginning' or 'end' with all organisations")
  if (from !== 'beginning' && from !== 'end' && !isWhole(from, 0))
    return refuseOption('from', "'beginning', 'end' or a position (a whole number of 0 or more)")
  if (typeof handle !== 'function' && typeof handle?.commit !== 'function')
    return refuseOption('handle', 'a function, or an object with commit')
  if (onPoison !== 'stop' && onPoison !== 'park') return refuseOption('onPoison', "'stop' or 'park'")
  checkFields('retry', retry, retryNames)
  if (signal !== undefined && typeof signal?.addEventListener !== 'function')
    return refuseOption('signal', 'an AbortSignal')
  return {
    name,
    orgId,
    from,
    handle,
    batch: wholeOption('batch', batch, 1, 10_000),
    retry: {
      attempts: wholeOption('retry.attempts', retry.attempts ?? 5, 1),
      initialDelayMs: wholeOption('retry.initialDelayMs', retry.initialDelayMs ?? 100, 0),
      maxDelayMs: wholeOption('retry.maxDelayMs', retry.maxDelayMs ?? 30_000, 0),
    },
    onPoison,
    leaseMs: wholeOption('leaseMs', leaseMs, 3, 86_400_000),
    signal,
  }
}

const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && Number(value) >= least

/** A misspelt option must not be no option. */
const checkFields = (option: string, given: object | null | undefined, known: readonly string[]): void => {
  if (typeof given !== 'object' || given === null) return refuseOption(option, 'an object')
  const unknown = Object.entries(given).find(([name, value]) => value !== undefined && !known.includes(name))
  if (unknown !== undefined) refuseOption(`${option}.${unknown[0]}`, `one of ${known.join(', ')}`)
}
