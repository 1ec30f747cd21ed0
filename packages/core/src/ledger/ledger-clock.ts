import type { InvalidArgument } from '../failure/store-error.js'
import { clockOption, invalidClock, readTime } from '../store/host-clock.js'
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
  let last = readTime(clockOption(clock)) ?? 0
  let isWarned = false

  const read = (): number | undefined => {
    const reading = readTime(clock)
    if (reading !== undefined) last = reading
    return reading
  }

  return {
    now: () => read() ?? last,
    check: () => (read() === undefined ? invalidClock : undefined),
    compare: (recordedAt) => {
      if (isWarned || last <= Math.max(recordedAt, Date.now()) + day) return
      isWarned = true
      logger({ level: 'warn', code: 'clock-ahead', clock: last, recordedAt })
    },
  }
}

const day = 86_400_000
