import type { Time } from '../../../src/ledger/subscription/time.js'

/** Time that nobody waits for: the clock jumps to whoever has to be woken next, once nothing else is to be done. */
export interface FlyingTime extends Time {
  /** Moves the clock by so many ms, also back, without waking anybody. */
  jump(ms: number): void
  /** Resolves when so many ms have passed for everybody. */
  pass(ms: number): Promise<void>
  /** The ms of every sleep so far. */
  readonly slept: readonly number[]
}

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

export const flyingTime = (start = Date.UTC(2026, 0, 1)): FlyingTime => {
  const sleepers = new Set<Sleeper>()
  const slept: number[] = []
  let now = start
  let offset = 0
  let flying = false

  const fly = (): void => {
    const [next] = [...sleepers].sort((a, b) => a.due - b.due)
    flying = next !== undefined
    if (next === undefined) return
    now = Math.max(now, next.due)
    next.wake()
    setImmediate(fly)
  }

  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper: Sleeper = {
        due: now + Math.max(0, ms),
        wake: () => {
          sleepers.delete(sleeper)
          signal.removeEventListener('abort', sleeper.wake)
          resolve()
        },
      }
      slept.push(ms)
      if (signal.aborted) {
        resolve()
        return
      }
      sleepers.add(sleeper)
      signal.addEventListener('abort', sleeper.wake)
      if (!flying) setImmediate(fly)
      flying = true
    })

  return {
    slept,
    pass: (ms) => sleep(ms, new AbortController().signal),
    now: () => now + offset,
    elapsed: () => now,
    jump: (ms) => {
      offset += ms
    },
    sleep,
  }
}
