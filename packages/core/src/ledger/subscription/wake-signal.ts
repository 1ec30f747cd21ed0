import type { Time } from './time.js'

/** Wakes the one who waits for it. A ring that nobody waited for is kept for the next who does. */
export interface WakeSignal {
  ring(): void
  /** True at the next ring; false after so many ms without one. */
  wait(ms: number): Promise<boolean>
}

export const wakeSignal = (time: Time): WakeSignal => {
  let rung = false
  let waiting: AbortController | undefined
  return {
    ring: () => {
      if (waiting === undefined) rung = true
      else waiting.abort()
    },
    wait: async (ms) => {
      const ringing = new AbortController()
      waiting = ringing
      if (rung) ringing.abort()
      else await time.sleep(ms, ringing.signal)
      waiting = undefined
      rung = false
      return ringing.signal.aborted
    },
  }
}
