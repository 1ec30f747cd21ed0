import * as t from 'io-ts'

import { type Leaf } from './leaf.js'

/** The codecs that payloads are described with. From them the decoders are generated and the known keys are listed. */
export type Codec =
  | Leaf<unknown>
  | Optional<Codec>
  | Lenient<Codec>
  | Open<t.InterfaceType<Codecs>, Codec>
  | t.InterfaceType<Codecs>
  | ListOf<Codec>

/** The codecs of an object's fields. */
export interface Codecs {
  readonly [key: string]: Codec
}

/** May be absent or null; any other value must be well typed. */
export interface Optional<C> extends t.Type<unknown> {
  readonly _tag: 'Optional'
  readonly type: C
}

/** Never blocks an event: an ill-typed value is left out, with a warning. */
export interface Lenient<C> extends t.Type<unknown> {
  readonly _tag: 'Lenient'
  readonly type: C
}

/** An object whose other keys are known as well: each holds an `others`, which is lenient. */
export interface Open<C, D> extends t.Type<unknown> {
  readonly _tag: 'Open'
  readonly type: C
  readonly others: D
}

/** The array codec of io-ts, as far as it is used here. */
export interface ListOf<C> extends t.Type<unknown> {
  readonly _tag: 'ArrayType'
  readonly type: C
}

export const optional = <C extends Codec>(type: C): Optional<C> =>
  Object.assign(
    new t.Type<unknown>(
      type.name,
      (value): value is unknown => value === null || value === undefined || type.is(value),
      (value, context) => (value === null || value === undefined ? t.success(value) : type.validate(value, context)),
      t.identity,
    ),
    { _tag: 'Optional' as const, type },
  )

export const lenient = <C extends Codec>(type: C): Lenient<C> =>
  Object.assign(new t.Type<unknown>(type.name, (_): _ is unknown => true, t.success, t.identity), {
    _tag: 'Lenient' as const,
    type,
  })

export const open = <C extends t.InterfaceType<Codecs>, D extends Codec>(type: C, others: D): Open<C, D> =>
  Object.assign(new t.Type<unknown>(type.name, type.is, type.validate, t.identity), {
    _tag: 'Open' as const,
    type,
    others,
  })

/** An object with these fields. Other fields are allowed and not looked at. */
export const object = <P extends Codecs & t.Props>(props: P): t.TypeC<P> => t.type(props, 'an object')

export const list = <C extends Codec & t.Mixed>(item: C): ListOf<C> => {
  const { name, is, validate } = t.array(item, 'a list')
  const ofUnknown = new t.Type<unknown>(name, is, validate, t.identity)
  return Object.assign(ofUnknown, { _tag: 'ArrayType' as const, type: item })
}
