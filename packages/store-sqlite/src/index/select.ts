import type { Cell } from '../schema/checksum.js'

/** A statement and the values of its marks, in order. */
export interface Select {
  readonly sql: string
  readonly values: readonly Cell[]
}
