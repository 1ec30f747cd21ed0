import { performance } from 'node:perf_hooks'
import { clearTimeout, setImmediate, setTimeout } from 'node:timers'

import { onAbort } from '../on-abort.js'

/** The clocks and the waiting of a subscription, passed in so that tests need not wait. */
export interface Time {
  /** Whole ms since epoch, for what other processes read; it may jump. */
  now(): number
  /** ms from any start; it never goes back. */
  elapsed(): number
  /** Resolves after so many ms, or when the signal aborts. For 0 and less it lets others have their turn first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Real time with the ledger's clock. Timers come from `node:timers`: a host's faked timers hold up no subscription. */
export const systemTime = (clock: () => number): Time => ({
  now: () => {
    const now = Math.floor(clock())
    return Number.isSafeInteger(now) ? now : Date.now()
  },
  elapsed: () => performance.now(),
  sleep: (ms, signal) => (ms > 0 ? pause(Math.min(ms, longestTimer), signal) : othersTurn()),
})

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const timer = setTimeout(() => {
      takeBack()
      resolve()
    }, ms)
    const takeBack = onAbort(signal, () => {
      clearTimeout(timer)
      resolve()
    })
  })

const othersTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** Timers count in 31 bits: a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1

/** Wakes one waiter. A wake while nobody waits is remembered for the next wait. */
export interface WakeSignal {
  wake(): void
  /** True after a wake; false after so many ms without one. */
  wait(ms: number): Promise<boolean>
}

export const wakeSignal = (time: Time): WakeSignal => {
  let isWoken = false
  let waiting: AbortController | undefined
  return {
    wake: () => {
      if (waiting === undefined) isWoken = true
      else waiting.abort()
    },
    wait: async (ms) => {
      const wakes = new AbortController()
      waiting = wakes
      if (isWoken) wakes.abort()
      else await time.sleep(ms, wakes.signal)
      waiting = undefined
      isWoken = false
      return wakes.signal.aborted
    },
  }
}
