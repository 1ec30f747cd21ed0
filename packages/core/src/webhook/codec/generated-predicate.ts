import { isObject } from '../json-equal.js'
import { type Codec } from './combinators.js'
import { type Predicate } from './composed-predicate.js'
import { type Draft, draft } from './generate.js'

/** The composed predicate as one function without loops: the engine learns each field's place of its own. */
export const generatedPredicate = (codec: Codec): Predicate => {
  const code = draft()
  return code.finish('value', `${checks(codec, 'value', code)}return true`) as Predicate
}

/** Statements that answer `false` where the value is ill typed, and else go on. */
const checks = (codec: Codec, value: string, code: Draft): string => {
  switch (codec._tag) {
    case 'Leaf':
      return `if (!${code.constant(codec.is)}(${value})) return false\n`
    case 'Informing':
      return ''
    case 'Optional':
      return `if (${value} !== null && ${value} !== undefined) {\n${checks(codec.type, value, code)}}\n`
    case 'Open':
      return checks(codec.type, value, code)
    case 'ArrayType': {
      const item = code.name()
      return `if (!Array.isArray(${value})) return false\nfor (const ${item} of ${value}) {\n${checks(codec.type, item, code)}}\n`
    }
    case 'InterfaceType': {
      const fields = Object.entries(codec.props).map(([key, field]) =>
        fieldChecks(field, `${value}[${JSON.stringify(key)}]`, code),
      )
      return `if (!${code.constant(isObject)}(${value})) return false\n${fields.join('')}`
    }
  }
}

const fieldChecks = (codec: Codec, place: string, code: Draft): string => {
  const value = code.name()
  const statements = checks(codec, value, code)
  return statements === '' ? '' : `const ${value} = ${place}\n${statements}`
}
