import type { HistoryRecord } from '../record.js'
import type { HistoryOptions } from './history-options.js'
import type { Journal } from './journal.js'

/**
 * Returns a condition: this many acknowledgements and completions are recorded, or none was added for `quietMs`. What was
 * lost never comes, so a wait for it has to end.
 */
export const enoughOrQuiet = (journal: Journal, enough: number, quietMs: number): (() => boolean) => {
  let read = 0
  let done = 0
  let since = performance.now()
  return () => {
    const unread = journal.read().slice(read)
    read += unread.length
    const more = unread.filter(isProgress).length
    done += more
    if (more > 0) since = performance.now()
    return done >= enough || performance.now() - since > quietMs
  }
}

/** After this long without progress none is expected: longer than a takeover, and than a writer waits for a delivery. */
export const quietMsOf = (options: HistoryOptions): number => Math.max(takeoverMsOf(options), 2 * options.wakeWithinMs)

/** Another process takes over within this time, or none does. */
export const takeoverMsOf = ({ leaseMs }: HistoryOptions): number => 4 * leaseMs

/** Leases are renewed also when nothing happens. */
const isProgress = ({ _tag }: HistoryRecord): boolean => _tag === 'acknowledged' || _tag === 'completed'
