import { type Either, left, right } from 'fp-ts/lib/Either.js'

import { type InvalidArgument, invalidArgument } from '../../failure/store-error.js'
import type { ArgumentOf, ReadArgument } from './read-argument.js'

type Shape = Readonly<Record<string, ReadArgument<unknown>>>

type RequiredFields<R extends Shape> = { readonly [K in keyof R]: ArgumentOf<R[K]> }
type OptionalFields<O extends Shape> = { readonly [K in keyof O]?: ArgumentOf<O[K]> }

/**
 * Reads the fields of an object, each once, into a new object. A field of any other name is refused with the known
 * names: a misspelt filter must not become no filter. `undefined` counts as absent.
 */
export const record =
  <R extends Shape, O extends Shape>(required: R, optional: O): ReadArgument<RequiredFields<R> & OptionalFields<O>> =>
  (argument, given) => {
    const known = [...Object.keys(required), ...Object.keys(optional)]
    const fields = fieldsOf(argument, given, known)
    if (fields._tag === 'Left') return fields
    const values: Record<string, unknown> = {}
    for (const name of known) {
      const value = fields.right[name]
      const read = required[name] ?? (value === undefined ? undefined : optional[name])
      const checked = read?.(fieldName(argument, name), value)
      if (checked?._tag === 'Left') return checked
      if (checked !== undefined) values[name] = checked.right
    }
    return right(values as RequiredFields<R> & OptionalFields<O>)
  }

/**
 * Options as a call takes them: `record` without required fields, where absent options are none. Each is named by itself,
 * without the name of the argument.
 */
export const options =
  <O extends Shape>(optional: O): ReadArgument<OptionalFields<O>> =>
  (argument, given) =>
    given === undefined ? right({}) : record({}, optional)(argument, given)

/** The object's own and inherited values under the known names. A getter that throws is the caller's mistake too. */
const fieldsOf = (
  argument: string,
  given: unknown,
  known: readonly string[],
): Either<InvalidArgument, Readonly<Record<string, unknown>>> => {
  const expected = `an object with the fields ${known.join(', ')}`
  if (typeof given !== 'object' || given === null) return left(invalidArgument(argument, expected))
  try {
    const unknown = Object.keys(given).find((name) => !known.includes(name) && valueOf(given, name) !== undefined)
    if (unknown !== undefined)
      return left(invalidArgument(unknownField(argument, unknown), `one of ${known.join(', ')}`))
    return right(Object.fromEntries(known.map((name) => [name, valueOf(given, name)])))
  } catch {
    return left(invalidArgument(argument, expected))
  }
}

const valueOf = (given: object, name: string): unknown => (given as Readonly<Record<string, unknown>>)[name]

const fieldName = (argument: string, name: string): string => (argument === 'options' ? name : `${argument}.${name}`)

/** A name that is no plain word may be a value that ended up as a key, and is not repeated. */
const unknownField = (argument: string, name: string): string =>
  /^[A-Za-z]\w{0,39}$/.test(name) ? fieldName(argument, name) : `a field of ${argument}`
