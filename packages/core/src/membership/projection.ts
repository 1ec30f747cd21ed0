import type { PartnerProgramEvent } from './event.js'

/** A host's own fold. `evolve` is pure and total: it touches neither argument, and every event folds in any state. */
export interface Projection<S> {
  readonly initial: S
  readonly evolve: (state: S, event: PartnerProgramEvent) => S
}
