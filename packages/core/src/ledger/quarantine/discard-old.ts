import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Logger } from '../logger.js'
import type { QuarantineLog } from './quarantine-log.js'
import type { EntryDiscarded } from './quarantined.js'

export interface DiscardOptions {
  /** `undefined`: nothing is discarded. */
  readonly discardAfterDays: number | undefined
  /** ms since epoch */
  readonly clock: () => number
  readonly logger: Logger
  /** Is called for each entry that is discarded. */
  readonly onDiscarded: (discarded: EntryDiscarded) => void
}

/**
 * Discards the open entries that are too old. Age counts by the clock, and not at all while the clock is more than a day
 * ahead of the system's: a clock that jumps discards nothing.
 */
export const discardOld = async (
  log: QuarantineLog,
  { discardAfterDays, clock, logger, onDiscarded }: DiscardOptions,
): Answer<void> => {
  const now = clock()
  if (discardAfterDays === undefined || now > Date.now() + day) return right(undefined)
  for (const [entry, { receivedAt }] of log.register.entries()) {
    if (receivedAt >= now - discardAfterDays * day) break
    const discarded = await log.mark(entry, 'discarded', { by: 'age' })
    if (discarded._tag === 'Left') return discarded
    logger({ level: 'warn', code: 'quarantine-discarded', entry, receivedAt })
    onDiscarded({ entry, receivedAt })
  }
  return right(undefined)
}

const day = 86_400_000
