import type { Position, RecordedEvent } from '../../store/event.js'

/**
 * The two time axes. `asOf`: what was true then, of all that is known. `knownAt`: what was known then, by the log up to
 * a position, or as recorded by an instant. Instants are ms since epoch; either may be left out.
 */
export interface AsOf {
  readonly asOf?: number | undefined
  readonly knownAt?: { readonly position: Position } | { readonly recordedBy: number } | undefined
}

/** Whether the record counts for an answer of this time. */
export const isWithin = ({ asOf, knownAt }: AsOf, { occurredAt, position, recordedAt }: RecordedEvent): boolean => {
  if (asOf !== undefined && occurredAt > asOf) return false
  if (knownAt === undefined) return true
  return 'position' in knownAt ? position <= knownAt.position : recordedAt <= knownAt.recordedBy
}
