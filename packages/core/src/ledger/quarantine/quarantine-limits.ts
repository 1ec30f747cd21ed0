import { storeFull, type StoreFull } from '../../failure/store-error.js'
import type { Logger } from '../logger.js'
import type { QuarantineRoom } from './quarantine-room.js'

/** How much the quarantine holds before it is full, and when its entries grow old. */
export interface QuarantineLimits {
  /** Open entries, those of unknown events aside; 100,000 by default. */
  readonly maxEntries: number
  /** Bytes of their bodies; 1 GiB by default. */
  readonly maxBytes: number
  /** Open entries of unknown events, or notes of them; 10,000 by default. */
  readonly maxUnknownEntries: number
  /** Bytes of their bodies; 100 MiB by default. */
  readonly maxUnknownBytes: number
  /** Open entries older than so many days are discarded; without it, none is. */
  readonly discardAfterDays?: number | undefined
}

/** Whether a body fits; the log hears once of a budget that is filled to 80 %, and once of one that is full. */
export interface QuarantineBudget {
  /** `StoreFull` where a new entry of so many bytes has no room. */
  check(of: { readonly isUnknownEvent: boolean }, bytes: number): StoreFull | undefined
  /** Whether one more unknown event may be noted. */
  hasRoomForNote(): boolean
}

export const quarantineBudget = (room: QuarantineRoom, limits: QuarantineLimits, logger: Logger): QuarantineBudget => {
  const logged = new Set<string>()

  /** Logs a state once, until it has ended. */
  const log = (code: string, isSo: boolean, level: 'warn' | 'error', facts: Readonly<Record<string, number>>): void => {
    if (isSo && !logged.has(code)) logger({ level, code, ...facts })
    if (isSo) logged.add(code)
    else logged.delete(code)
  }

  return {
    check: (of, bytes) => {
      const taken = room.taken(of)
      const { isUnknownEvent } = of
      const most = isUnknownEvent
        ? { entries: limits.maxUnknownEntries, bytes: limits.maxUnknownBytes }
        : { entries: limits.maxEntries, bytes: limits.maxBytes }
      const isFull = taken.entries >= most.entries || taken.bytes + bytes > most.bytes
      const filled = Math.max((taken.entries + 1) / most.entries, (taken.bytes + bytes) / most.bytes)
      const facts = { entries: taken.entries, bytes: taken.bytes, maxEntries: most.entries, maxBytes: most.bytes }
      const name = isUnknownEvent ? 'unknown-events' : 'quarantine'
      log(`${name}-filling`, filled >= 0.8, 'warn', facts)
      log(`${name}-full`, isFull, isUnknownEvent ? 'warn' : 'error', facts)
      return isFull ? storeFull : undefined
    },
    hasRoomForNote: () => room.notes() < limits.maxUnknownEntries,
  }
}
