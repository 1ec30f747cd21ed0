import { isObject } from '../json-equal.js'
import { type Codec } from './combinators.js'

/** Whether a value is well typed. */
export type Predicate = (value: unknown) => boolean

/** Says of every value of JSON what `codec.decode` says, without its reasons: a function for each codec of the tree. */
export const composedPredicate = (codec: Codec): Predicate => {
  switch (codec._tag) {
    case 'Leaf':
      return codec.is
    case 'Informing':
      return anything
    case 'Optional':
      return optional(composedPredicate(codec.type))
    case 'Open':
      return composedPredicate(codec.type)
    case 'ArrayType':
      return list(composedPredicate(codec.type))
    case 'InterfaceType':
      return object(Object.entries(codec.props).map(([key, field]) => [key, composedPredicate(field)] as const))
  }
}

const anything: Predicate = () => true

const optional =
  (holds: Predicate): Predicate =>
  (value) =>
    value === null || value === undefined || holds(value)

const list =
  (holds: Predicate): Predicate =>
  (value) =>
    Array.isArray(value) && value.every(holds)

const object = (fields: readonly (readonly [key: string, holds: Predicate])[]): Predicate => {
  const asked = fields.filter(([, holds]) => holds !== anything)
  return (value) => isObject(value) && asked.every(([key, holds]) => holds(value[key]))
}
