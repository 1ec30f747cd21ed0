import * as t from 'io-ts'

import type { DecodeContext } from '../decode-context.js'

/** The codec of a single value: `is` says whether a value is well typed, `read` gives what the event takes from it. */
export interface Leaf<A> extends t.Type<unknown> {
  readonly _tag: 'Leaf'
  /** Whether copies that differ are a conflict. */
  readonly isIdentity: boolean
  /** Reads a well-typed value. `undefined`: the value is left out, with a warning at `path`. */
  readonly read: (value: unknown, path: string, context: DecodeContext) => A | undefined
}

interface LeafOptions<R, A> {
  /** What is expected, in words: the name of the codec, and the `expected` of an issue. */
  readonly name: string
  readonly is: (value: unknown) => value is R
  readonly isIdentity?: boolean
  readonly read: (value: R, path: string, context: DecodeContext) => A | undefined
}

export const leaf = <R, A>({ name, is, isIdentity = false, read }: LeafOptions<R, A>): Leaf<A> =>
  Object.assign(
    new t.Type<unknown>(
      name,
      is,
      (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
      t.identity,
    ),
    { _tag: 'Leaf' as const, isIdentity, read: read as Leaf<A>['read'] },
  )

/** A leaf of identity: strict in type, range and format, and never changed. */
export const identityLeaf = <A>(name: string, is: (value: unknown) => value is A): Leaf<A> =>
  leaf({ name, is, isIdentity: true, read: (value: A) => value })
