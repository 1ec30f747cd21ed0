import { unchanged } from './leaves.js'
import { capital } from './paths.js'

/** @import { Codec } from '../../packages/core/src/webhook/codec/combinators.js' */

/**
 * What generated code may refer to: codecs by their exported names, and the functions that were generated so far.
 * @typedef {ReturnType<typeof newScope>} Scope
 */

/** @param {Readonly<Record<string, unknown>>} codecs every exported codec by its name */
export const newScope = (codecs) => {
  /** @type {Map<unknown, string>} */
  const names = new Map(Object.entries(codecs).map(([name, codec]) => [codec, name]))
  /** @type {Map<string, string>} the text of each function, by its name */
  const functions = new Map()
  /** @type {Set<string>} */
  const types = new Set()
  /** @type {Set<string>} */
  const leaves = new Set()

  /** @param {Codec} codec */
  const nameOf = (codec) => {
    const name = names.get(codec)
    if (name === undefined) throw new Error('a codec within an event must be exported, so that its reader has a name')
    return name
  }

  return {
    nameOf,

    /**
     * The name of the type that a codec is read as.
     * @param {Codec} codec
     */
    typeOf: (codec) => {
      const name = nameOf(codec)
      if (codec._tag === 'Leaf') return leafTypes[name] ?? 'string'
      types.add(name)
      return capital(name)
    },

    /**
     * The name of a leaf, which the generated file then imports.
     * @param {Codec} codec
     */
    leafOf: (codec) => {
      leaves.add(nameOf(codec))
      return nameOf(codec)
    },

    /**
     * An expression that holds for a value that the leaf reads as it is.
     * @param {Codec} codec
     * @param {string} value
     */
    isUnchanged: (codec, value) => {
      const expression = unchanged[nameOf(codec)]
      if (expression === undefined) throw new Error(`no expression for the leaf ${nameOf(codec)}`)
      return expression(value)
    },

    /**
     * Adds a function, once, and returns its name.
     * @param {{ name: string, summary: readonly string[], signature: string, body: string }} given
     */
    define: ({ name, summary, signature, body }) => {
      const doc = `/**\n${summary.map((line) => ` * ${line}\n`).join('')} */`
      const text = `\n${doc}\nconst ${name} = ${signature} => {\n${withLocals(body)}\n}\n`
      if ((functions.get(name) ?? text) !== text) throw new Error(`${name} would have two meanings`)
      functions.set(name, text)
      return name
    },

    functions: () => [...functions.values()],
    leaves: () => [...leaves].sort(),
    types: () => [...types].map((name) => `type ${capital(name)} = Stated<typeof codecs.${name}>`),
  }
}

/** @type {Readonly<Record<string, string>>} the types of leaves that are not read as text */
const leafTypes = { wholeNumber: 'number', safeNumber: 'number', instant: 'number', dateText: 'string | DateText' }

/**
 * The statements of a function, after the locals that they use.
 * @param {string} body
 */
export const withLocals = (body) => (body.includes('isStorable ||') ? `const { isStorable } = context\n${body}` : body)
