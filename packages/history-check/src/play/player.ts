import { followLog } from './follow-log.js'
import type { Part } from './part.js'
import type { Stage } from './stage.js'
import { writeBodies } from './write-bodies.js'

/** A process that plays its part. */
export interface Player {
  readonly part: Part
  /** Resolves when it is gone, by itself or not; rejects where it failed. */
  readonly gone: Promise<void>
  /** Lets it stop cleanly. */
  tell(): void
  /** Ends it as `kill -9` does, and resolves when it is gone. */
  kill(): Promise<void>
  /** Holds it up where it stands, as a machine that sleeps. */
  pause(): void
  resume(): void
}

/** Plays a part to its end. `told` resolves when it is to stop. */
export const playPart = (stage: Stage, part: Part, told: Promise<unknown>): Promise<void> =>
  part.role === 'writer' ? writeBodies(stage, part) : followLog(stage, part, told)
