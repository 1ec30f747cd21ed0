/**
 * The host's own projection threw at the event of this position; nothing after it was read.
 * @remedy Mend `evolve`: `cause` is what it threw. It must take every event, and events of kinds that come later as well.
 */
export interface ProjectionFailed {
  readonly _tag: 'ProjectionFailed'
  readonly retryable: false
  readonly position: number
  readonly cause: unknown
}
