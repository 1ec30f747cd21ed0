import type * as t from 'io-ts'

import { type Lenient, type ListOf, type Open, type Optional } from './combinators.js'
import { type Leaf } from './leaf.js'

/**
 * What reading a payload of this codec gives. Objects that must be there have `undefined` for an absent field; objects
 * that may be absent leave absent fields out, as events do. No field is null.
 */
export type ReadOf<C> =
  C extends Open<infer D, infer O>
    ? ReadOf<D> & { readonly others: ReadonlyMap<string, Stated<O>> | undefined }
    : C extends t.TypeC<infer P>
      ? { readonly [K in keyof P]: P[K] extends NotRequired ? Stated<P[K]> | undefined : ReadOf<P[K]> }
      : Stated<C>

/** What is read of a value that is part of the event as it is read. */
export type Stated<C> =
  C extends Leaf<infer A>
    ? A
    : C extends Optional<infer D> | Lenient<infer D>
      ? Stated<D>
      : C extends ListOf<infer D>
        ? readonly Stated<D>[]
        : C extends t.TypeC<infer P>
          ? { readonly [K in keyof P]?: Stated<P[K]> }
          : never

interface NotRequired {
  readonly _tag: 'Optional' | 'Lenient'
}
