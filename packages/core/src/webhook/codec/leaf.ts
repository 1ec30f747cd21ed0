import * as t from 'io-ts'

import { type Notes } from '../notes.js'
import { type Inline } from './inline.js'

/** A codec of one value: `is` says what is well typed, `read` what of such a value goes into the event, if anything. */
export interface Leaf<A> extends t.Type<unknown> {
  readonly _tag: 'Leaf'
  /** Copies of it that differ are a conflict. */
  readonly isIdentity: boolean
  /** Whether a value is well typed and goes into the event as it is: `read` would answer the value, and warn of nothing. */
  readonly keeps: (value: unknown, notes: Notes) => boolean
  /** What `keeps` answers, where it pays to ask it without a call. */
  readonly inline: Inline | undefined
  readonly read: (value: unknown, parent: string, key: string, notes: Notes) => A | undefined
}

interface LeafOptions<R, A> {
  /** What is expected, in words: the name of the codec, and what an issue says. */
  readonly name: string
  readonly is: (value: unknown) => value is R
  readonly keeps: (value: unknown, notes: Notes) => boolean
  readonly inline?: Inline | undefined
  readonly isIdentity?: boolean
  readonly read: (value: R, parent: string, key: string, notes: Notes) => A | undefined
}

export const leaf = <R, A>({ name, is, keeps, inline, isIdentity = false, read }: LeafOptions<R, A>): Leaf<A> =>
  Object.assign(
    new t.Type<unknown>(
      name,
      is,
      (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
      t.identity,
    ),
    { _tag: 'Leaf' as const, isIdentity, keeps, inline, read: read as Leaf<A>['read'] },
  )

/** A leaf that is kept wherever it is well typed. */
export const keptLeaf = <A>(name: string, is: (value: unknown) => value is A, inline?: Inline): Leaf<A> =>
  leaf({ name, is, keeps: is, inline, read: (value: A) => value })

/** A leaf that is identity: strict in type, range and format, and never changed. */
export const identityLeaf = <A>(name: string, is: (value: unknown) => value is A, inline?: Inline): Leaf<A> =>
  leaf({ name, is, keeps: is, inline, isIdentity: true, read: (value: A) => value })
