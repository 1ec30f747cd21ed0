import type { Random } from './random.js'
import type { Capability, StoreUnderTest } from './subject.js'

/** One way to look at one promise of a part that a store brings beside its log. It passes unless it throws. */
export interface PartCheck<P, Clause extends string> {
  readonly clause: Clause
  /** How it looks at it; unique within the kit. */
  readonly title: string
  /** What the store under test must offer for it. */
  readonly needs?: Extract<Capability, 'reopen' | 'damageIndex' | 'damageCheckpoint'>
  run(scene: PartScene<P>): Promise<void>
}

/** What a check works with: one store of its own, whose part holds noise of names close to those of the checks. */
export interface PartScene<P> {
  readonly random: Random
  readonly store: StoreUnderTest
  /** Closes every handle that was given out so far. */
  closeHandles(): Promise<void>
  /** The part of a new handle on the store; it is closed after the check. */
  open(): Promise<P>
  /** The same, with the handle's end. */
  handle(): Promise<PartHandle<P>>
  /** The handles closed, the store opened again from what is at rest, and the part of a handle on that. */
  reopened(): Promise<P>
}

/** A part, and how to close the handle that it came with. */
export interface PartHandle<P> {
  readonly part: P
  close(): Promise<void>
}

/** The checks of one clause. */
export const partChecksOf = <P, Clause extends string>(
  clause: Clause,
  checks: readonly Omit<PartCheck<P, Clause>, 'clause'>[],
): readonly PartCheck<P, Clause>[] => checks.map((check) => ({ clause, ...check }))
