import type { Scheduler } from 'fast-check'

import type { Time } from '../../../../src/ledger/subscription/time.js'

/** One clock for all processes, which the scheduler moves by choosing whom to wake. */
export interface RacedTime {
  /** The time of one process; nothing of it wakes once the process is dead. */
  of(isAlive: () => boolean): Time
  /** From now on time passes only by `pass`: nobody is held up for ever. */
  settle(): void
  /** Wakes the one whose time comes first. */
  pass(): void
}

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

export const racedTime = (scheduler: Scheduler): RacedTime => {
  const sleepers = new Set<Sleeper>()
  let now = 1_000_000
  let isFair = false

  const wake = (sleeper: Sleeper | undefined): void => {
    if (sleeper === undefined || !sleepers.delete(sleeper)) return
    now = Math.max(now, sleeper.due)
    sleeper.wake()
  }

  const sleep = (ms: number, signal: AbortSignal, isAlive: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const sleeper: Sleeper = {
        due: now + Math.max(0, ms),
        wake: () => {
          signal.removeEventListener('abort', cut)
          if (isAlive()) resolve()
        },
      }
      const cut = (): void => {
        sleepers.delete(sleeper)
        sleeper.wake()
      }
      if (signal.aborted) {
        cut()
        return
      }
      sleepers.add(sleeper)
      signal.addEventListener('abort', cut)
      if (isFair) return
      void scheduler.schedule(Promise.resolve(), `sleep ${ms}`).then(() => {
        if (!isFair) wake(sleeper)
      })
    })

  return {
    of: (isAlive) => ({ now: () => now, elapsed: () => now, sleep: (ms, signal) => sleep(ms, signal, isAlive) }),
    settle: () => {
      isFair = true
    },
    pass: () => wake([...sleepers].sort((a, b) => a.due - b.due)[0]),
  }
}
