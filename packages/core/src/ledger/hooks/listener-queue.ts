import type { Position } from '../../store/event.js'
import { captureContext, type InContext } from '../async-context.js'
import { frozen } from './frozen.js'

/** The organisation and the position in its log that a message is about. */
export interface MessageSource {
  readonly orgId: number
  readonly position: Position
}

/** A call of a listener that is to be made. */
export interface Message<P> {
  readonly payload: P
  /** Absent for a message that is about no position of a log. */
  readonly source?: MessageSource
  /** Reads the payload again, for a listener that is busy: it is not held meanwhile. `undefined`: it cannot be read. */
  readonly readAgain?: () => Promise<P | undefined>
}

/** The messages of one listener, which is called for one at a time, in their order. */
export interface ListenerQueue<P> {
  /** Calls the listener at once if it is idle, later in the caller's async context otherwise. Never throws. */
  post(message: Message<P>): void
  /** Drops the messages that wait. A running call is left to finish. */
  end(): void
}

/** What a queue reports. None of these may throw. */
export interface QueueEvents {
  /** The listener runs a call that does not finish at once; the promise resolves when it is idle again. */
  onBusy(untilIdle: Promise<void>): void
  onFailed(cause: unknown): void
  onDropped(sources: readonly (MessageSource | undefined)[]): void
}

interface Waiting<P> {
  readonly source: MessageSource | undefined
  readonly payload: () => P | Promise<P | undefined>
  readonly inContext: InContext
}

/** Messages that wait for a busy listener. Beyond it the older half is dropped. */
const mostMessages = 10_000

export const listenerQueue = <P>(listener: (payload: P) => unknown, events: QueueEvents): ListenerQueue<P> => {
  let isEnded = false
  let isBusy = false
  const waiting: Waiting<P>[] = []

  const call = (payload: P): unknown => {
    try {
      return listener(frozen(payload))
    } catch (cause) {
      events.onFailed(cause)
      return undefined
    }
  }

  const settle = async (result: unknown): Promise<void> => {
    try {
      await result
    } catch (cause) {
      events.onFailed(cause)
    }
  }

  const handle = async ({ payload }: Waiting<P>): Promise<void> => {
    const given = await payload()
    if (given !== undefined && !isEnded) await settle(call(given))
  }

  const drain = async (result: unknown): Promise<void> => {
    await settle(result)
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const one = next
      await one.inContext(() => handle(one))
    }
    isBusy = false
  }

  const queue = ({ payload, source, readAgain }: Message<P>): void => {
    waiting.push({ source, payload: readAgain ?? (() => payload), inContext: captureContext() })
    if (waiting.length > mostMessages)
      events.onDropped(waiting.splice(0, mostMessages / 2).map((dropped) => dropped.source))
  }

  return {
    post: (message) => {
      if (isEnded) return
      if (isBusy) {
        queue(message)
        return
      }
      const result = call(message.payload)
      // What is no object cannot be awaited for anything: the listener has finished.
      if ((typeof result !== 'object' && typeof result !== 'function') || result === null) return
      isBusy = true
      events.onBusy(drain(result))
    },
    end: () => {
      isEnded = true
      waiting.length = 0
    },
  }
}
