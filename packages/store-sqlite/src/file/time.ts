import { performance } from 'node:perf_hooks'
import { setImmediate, setTimeout } from 'node:timers'

/** ms since the process began. It is Node's own function, also while a test runner fakes the global one. */
export const now: () => number = performance.now.bind(performance)

/** Waits on Node's own timer, also while a test runner fakes the global ones. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** Lets the event loop turn once. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
