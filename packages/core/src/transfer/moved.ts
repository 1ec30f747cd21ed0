import type { Position, NewEvent, StreamName, Version } from '../store/event.js'

/** A record on its way from one log to another. */
export interface Moved {
  readonly stream: StreamName
  readonly version: Version
  readonly position: Position
  /** ms since epoch, by the clock of the store that it comes from. */
  readonly recordedAt: number
  /** Whether its personal part and body are forgotten: they are not in `event`. */
  readonly forgotten: boolean
  readonly event: NewEvent
}

/** Which of the parts that `forget` takes are moved at all. */
export interface MovedParts {
  readonly personal: boolean
  readonly bodies: boolean
}

export const allParts: MovedParts = { personal: true, bodies: true }
