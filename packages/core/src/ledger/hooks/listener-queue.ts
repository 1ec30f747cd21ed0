import type { Position } from '../../store/event.js'
import { frozen } from './frozen.js'

/** Where something stands: positions count within an organisation. */
export interface MessageSource {
  readonly orgId: number
  readonly position: Position
}

/** Something to tell. */
export interface Message<P> {
  readonly payload: P
  /** Absent for what has no place in the log of an organisation. */
  readonly place?: MessageSource
  /** Comes by the payload again, or by `undefined`: such a payload is not held for a listener that is busy. */
  readonly again?: () => Promise<P | undefined>
}

/** The letters of one listener, which is called for one at a time, in their order. */
export interface ListenerQueue<P> {
  /** Calls the listener at once if it is idle. Never throws. */
  post(letter: Message<P>): void
  /** Drops the letters that wait. A call under way is left to end. */
  end(): void
}

/** Who is told of what a mailbox meets. None of them may throw. */
export interface QueueEvents {
  /** The listener has begun a call that does not end at once, and resolves when it is idle again. */
  works(until: Promise<void>): void
  failed(cause: unknown): void
  dropped(places: readonly (MessageSource | undefined)[]): void
}

interface Waiting<P> {
  readonly place: MessageSource | undefined
  readonly payload: () => P | Promise<P | undefined>
}

/** Letters that wait for a busy listener. Beyond it the older half is dropped. */
const mostLetters = 10_000

export const listenerQueue = <P>(listener: (payload: P) => unknown, postmaster: QueueEvents): ListenerQueue<P> => {
  let ended = false
  let isBusy = false
  const waiting: Waiting<P>[] = []

  const call = (payload: P): unknown => {
    try {
      return listener(frozen(payload))
    } catch (cause) {
      postmaster.failed(cause)
      return undefined
    }
  }

  const settle = async (result: unknown): Promise<void> => {
    try {
      await result
    } catch (cause) {
      postmaster.failed(cause)
    }
  }

  const work = async (result: unknown): Promise<void> => {
    await settle(result)
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const payload = await next.payload()
      if (payload !== undefined && !ended) await settle(call(payload))
    }
    isBusy = false
  }

  const keep = ({ payload, place, again }: Message<P>): void => {
    waiting.push({ place, payload: again ?? (() => payload) })
    if (waiting.length > mostLetters)
      postmaster.dropped(waiting.splice(0, mostLetters / 2).map((dropped) => dropped.place))
  }

  return {
    post: (letter) => {
      if (ended) return
      if (isBusy) {
        keep(letter)
        return
      }
      const result = call(letter.payload)
      // What is no object cannot be awaited for anything: the listener has ended.
      if ((typeof result !== 'object' && typeof result !== 'function') || result === null) return
      isBusy = true
      postmaster.works(work(result))
    },
    end: () => {
      ended = true
      waiting.length = 0
    },
  }
}
