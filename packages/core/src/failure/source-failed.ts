/** How many bodies came to what so far. */
export interface IngestSummary {
  readonly bodies: number
  readonly recorded: number
  readonly duplicates: number
  readonly quarantined: number
  readonly ignored: number
  readonly refused: number
}

/**
 * The host's source of bodies, or a callback of its own, threw. What was pulled before is stored, and `summary` counts it.
 * @remedy Mend what threw (`cause`), and ingest from the start again: what is in already is a duplicate.
 */
export interface SourceFailed {
  readonly _tag: 'SourceFailed'
  readonly retryable: true
  readonly summary: IngestSummary
  readonly cause: unknown
}
