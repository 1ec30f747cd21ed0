import type * as t from 'io-ts'

import { type Informing, type ListOf, type Open, type Optional } from './combinators.js'
import { type Leaf } from './leaf.js'

/** What reading a payload of this codec gives: absent fields are left out, and no field is null. */
export type ReadOf<C> =
  C extends Leaf<infer A>
    ? A
    : C extends Optional<infer D> | Informing<infer D>
      ? ReadOf<D>
      : C extends Open<infer D, infer O>
        ? ReadOf<D> & { readonly others?: ReadonlyMap<string, ReadOf<O>> }
        : C extends ListOf<infer D>
          ? readonly ReadOf<D>[]
          : C extends t.TypeC<infer P>
            ? Fields<P>
            : never

type Fields<P> = {
  readonly [K in keyof P as P[K] extends NotRequired ? never : K]: ReadOf<P[K]>
} & {
  readonly [K in keyof P as P[K] extends NotRequired ? K : never]?: ReadOf<P[K]>
}

interface NotRequired {
  readonly _tag: 'Optional' | 'Informing'
}
