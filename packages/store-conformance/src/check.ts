import type { Clause, Sentence } from './promises.js'
import type { Scene } from './scene.js'
import type { Capability } from './subject.js'

/** One way to look at one sentence of one clause. It passes unless it throws. */
export interface Check {
  readonly clause: Clause
  readonly sentence: Sentence
  /** How it looks at it; unique within the kit. */
  readonly title: string
  /** What the store under test must offer for it. */
  readonly needs: readonly Capability[]
  run(scene: Scene): Promise<void>
}

/** A check as its clause writes it down. */
export interface CheckOf<C extends Clause> {
  readonly sentence: Sentence<C>
  readonly title: string
  readonly needs?: readonly Capability[]
  run(scene: Scene): Promise<void>
}

/** The checks of one clause. */
export const checksOf = <C extends Clause>(clause: C, checks: readonly CheckOf<C>[]): readonly Check[] =>
  checks.map((check) => ({ clause, needs: [], ...check }))
