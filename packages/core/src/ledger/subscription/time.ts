/** The clock and the waiting of a subscription, handed in so that tests need not wait. */
export interface Time {
  /** ms since epoch, whole; it may jump. */
  now(): number
  /** Resolves after so many ms (at once for 0 and less, but not before others had their turn), or when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Real time, with the ledger's clock. A subscription that waits keeps its process alive. */
export const systemTime = (clock: () => number): Time => ({
  now: () => Math.floor(clock()),
  sleep: (ms, signal) => (ms > 0 ? asleep(Math.min(ms, longestSleep), signal) : othersTurn()),
})

const asleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const wake = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal.addEventListener('abort', wake)
  })

const othersTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** Timers count in 31 bits: beyond it they would fire at once. */
const longestSleep = 2 ** 31 - 1
