/** One row of the speed table: who does the work, against what, and how fast it is to be. */
export interface Figure {
  /** As it is asked for on the command line. */
  readonly name: string
  readonly title: string | ((scale: Scale) => string)
  /** Where a round takes long: no more rounds than these, whatever is asked for. */
  readonly mostRounds?: number
  /** Flags of Node that the figure's process is run with. */
  readonly nodeFlags?: readonly string[]
  /** Of a cost: the work of one operation, less is better. */
  readonly unit: Unit
  readonly ours: Variant
  /** The least that the same work could cost. */
  readonly limit?: Variant
  readonly peers: readonly Variant[]
  readonly goals: readonly Goal[]
  /** What the figure is made of, where the title does not say it. */
  readonly note?: string
}

export type Unit = 'µs' | 'bytes' | 'MB'

/** One way to do the work. */
export interface Variant {
  readonly name: string
  /** Gets everything ready that is not to be measured. Throws an `Absent` where this way cannot be had here. */
  open(setting: Setting): Promise<Contender>
}

/** A variant that is ready. */
export interface Contender {
  /** Does the work of one turn and answers the cost of one operation, in the figure's unit. */
  turn(): Promise<number>
  close(): Promise<void>
}

/** What a variant is opened with. */
export interface Setting {
  /** An empty folder of its own. */
  readonly folder: string
  /** How many turns there will be at most. */
  readonly turns: number
  readonly scale: Scale
  readonly progress: (text: string) => void
}

/** How much data there is: enough to see that all works, enough for a ratio, or as much as the table asks for. */
export type Scale = 'quick' | 'usual' | 'full'

/** What is to be reached. `Within`: ours over theirs; `Faster`: theirs over ours; `Cost`: ours alone, in the unit. */
export type Goal =
  | { readonly _tag: 'Within'; readonly of: string; readonly ratio: number }
  | { readonly _tag: 'Faster'; readonly than: string; readonly times: number }
  | { readonly _tag: 'Cost'; readonly most: number }

/** Why a variant could not be run. The table says so. */
export class Absent extends Error {
  override readonly name = 'Absent'
}
