import { type InvalidArgument, invalidArgument } from '../failure/store-error.js'
import { isOfAnotherUnit } from './arguments/read-argument.js'
import { refuse } from './invalid-option.js'
import type { Logger } from './logger.js'

/** The host's clock as the ledger reads it: whole ms since epoch, whatever the host's function returns. */
export interface LedgerClock {
  /** The clock, rounded down. While it returns no time, the last one that it returned. */
  readonly now: () => number
  /** The fault of the clock as it is read now; no call is made with a clock that returns no time. */
  check(): InvalidArgument | undefined
  /** Warns, once, of a clock that is more than a day ahead of the system and of the log, which recorded at this time. */
  compare(recordedAt: number): void
}

/** Reads the clock once; one that returns no time, or counts in another unit, is refused as an option. */
export const ledgerClock = (clock: () => number, logger: Logger): LedgerClock => {
  const first = readingOf(clock)
  if (first === undefined) return refuse('clock', expected)
  let last = first
  let isWarned = false

  const read = (): number | undefined => {
    const reading = readingOf(clock)
    if (reading !== undefined) last = reading
    return reading
  }

  return {
    now: () => read() ?? last,
    check: () => (read() === undefined ? invalidArgument('clock', expected) : undefined),
    compare: (recordedAt) => {
      if (isWarned || last <= Math.max(recordedAt, Date.now()) + day) return
      isWarned = true
      logger({ level: 'warn', code: 'clock-ahead', clock: last, recordedAt })
    },
  }
}

const day = 86_400_000
const expected = 'a function that returns ms since epoch, not NaN, seconds or microseconds'

const readingOf = (clock: () => number): number | undefined => {
  try {
    const reading: unknown = clock()
    if (typeof reading !== 'number' || !Number.isFinite(reading)) return undefined
    const whole = Math.floor(reading)
    return isOfAnotherUnit(whole) ? undefined : whole + 0
  } catch {
    return undefined
  }
}
