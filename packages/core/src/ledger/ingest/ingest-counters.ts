import type { Logger } from '../logger.js'

/** Bodies that were answered since the ledger was made, and of which nothing is stored. */
export interface IngestCounters {
  /** Unknown events that were not kept. */
  readonly ignored: number
  /** Bodies over 1 MiB. */
  readonly refused: number
  /** Entries of the quarantine that were discarded by their age. */
  readonly discarded: number
  /**
   * Unknown events by name, kept or not. `*` counts names that are not of the form `[A-Za-z0-9_]{1,64}`, and the names
   * after the first 100.
   */
  readonly unknownEvents: Readonly<Record<string, number>>
}

/** The counters as they are kept up. */
export interface Counters {
  ignored(): void
  refused(): void
  discarded(): void
  /** Counts an unknown event; the first of each name is logged. */
  unknownEvent(name: string): void
  read(): IngestCounters
}

const mostNames = 100

export const ingestCounters = (logger: Logger): Counters => {
  const unknownEvents = new Map<string, number>()
  let ignored = 0
  let refused = 0
  let discarded = 0
  return {
    ignored: () => void (ignored += 1),
    refused: () => void (refused += 1),
    discarded: () => void (discarded += 1),
    unknownEvent: (given) => {
      const name = unknownEvents.has(given) || unknownEvents.size < mostNames ? given : '*'
      if (!unknownEvents.has(name)) logger({ level: 'info', code: 'unknown-event', eventName: name })
      unknownEvents.set(name, (unknownEvents.get(name) ?? 0) + 1)
    },
    read: () => ({ ignored, refused, discarded, unknownEvents: Object.fromEntries(unknownEvents) }),
  }
}
