import { refuseOption } from './option.js'
import { type InvalidArgument, invalidArgument } from '../failure/store-error.js'

/**
 * Reads a clock of the host's: whole ms since epoch, rounded down; `undefined` where it throws, or returns no finite number,
 * or a number that by its size counts another unit.
 */
export const readTime = (clock: () => number): number | undefined => {
  try {
    const reading: unknown = clock()
    if (typeof reading !== 'number' || !Number.isFinite(reading)) return undefined
    const whole = Math.floor(reading)
    return isOfAnotherUnit(whole) ? undefined : whole + 0
  } catch {
    return undefined
  }
}

/** Whether a number counts seconds (ten digits: 2001 to 2286) or microseconds (sixteen digits, from 2001). */
export const isOfAnotherUnit = (ms: number): boolean => {
  const size = Math.abs(ms)
  return (size >= 1e9 && size < 1e10) || size >= 1e15
}

const expected = 'a function that returns ms since epoch, not NaN, seconds or microseconds'

/** The fault of a call that needs a time while the clock returns none. */
export const invalidClock: InvalidArgument = Object.freeze(invalidArgument('clock', expected))

/** Returns the clock after it was read once; throws `InvalidOption` where that gave no time. */
export const clockOption = (clock: () => number): (() => number) =>
  typeof clock === 'function' && readTime(clock) !== undefined ? clock : refuseOption('clock', expected)
