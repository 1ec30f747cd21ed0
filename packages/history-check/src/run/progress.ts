import type { HistoryRecord } from '../record.js'
import type { Journal } from './journal.js'

/**
 * Returns a condition: this many acknowledgements and completions were recorded since the call, or none for `quietMs`.
 * What was lost never comes, so a wait for it has to end.
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

/** Leases are renewed also when nothing happens. */
const isProgress = ({ _tag }: HistoryRecord): boolean => _tag === 'acknowledged' || _tag === 'completed'
