/** @import { Rule } from 'eslint' */
/** @import { Program, Type, TypeChecker, TypeReference } from 'typescript' */

/** @typedef {Parameters<NonNullable<Rule.NodeListener['ExpressionStatement']>>[0]['expression']} Expression */
/** @typedef {{ program?: Program, getTypeAtLocation: (node: Expression) => Type }} Services */

/** An fp-ts Either holds an expected failure: as a statement of its own, awaited or not, it is a failure unseen. */
export const noDiscardedEither = /** @satisfies {Rule.RuleModule} */ ({
  meta: {
    type: 'problem',
    docs: { description: 'Forbid statements whose value is an Either, a promise of one, or a TaskEither.' },
    messages: { discarded: 'This Either is discarded, and the failure in it with it: look at its `_tag`.' },
    schema: [],
  },
  create: (context) => {
    const { program, getTypeAtLocation } = /** @type {Services} */ (context.sourceCode.parserServices)
    if (program === undefined) throw new Error('local/no-discarded-either needs type information')
    const checker = program.getTypeChecker()
    return {
      ExpressionStatement: ({ expression }) => {
        for (const node of valuesOf(expression)) {
          if (holdsEither(checker, getTypeAtLocation(node))) context.report({ node, messageId: 'discarded' })
        }
      },
    }
  },
})

/**
 * The expressions whose values a statement may drop.
 * @param {Expression} node
 * @returns {Expression[]}
 */
const valuesOf = (node) => {
  switch (node.type) {
    case 'AwaitExpression':
      return valuesOf(node.argument)
    case 'UnaryExpression':
      return node.operator === 'void' ? valuesOf(node.argument) : []
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(valuesOf)
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(valuesOf)
    case 'SequenceExpression':
      return node.expressions.flatMap(valuesOf)
    case 'AssignmentExpression':
      return []
    default:
      return [node]
  }
}

/**
 * Whether the type is, promises, lists or lazily gives an Either.
 * @param {TypeChecker} checker
 * @param {Type} type
 * @returns {boolean}
 */
const holdsEither = (checker, type) => {
  const value = checker.getAwaitedType(type) ?? type
  if (value.isUnion()) return value.types.some((part) => holdsEither(checker, part))
  if (isSide(checker, value, 'Left', 'left') || isSide(checker, value, 'Right', 'right')) return true
  const lazy = value.getCallSignatures().find(({ parameters }) => parameters.length === 0)
  if (lazy !== undefined) return holdsEither(checker, lazy.getReturnType())
  if (!checker.isArrayType(value) && !checker.isTupleType(value)) return false
  return checker.getTypeArguments(/** @type {TypeReference} */ (value)).some((item) => holdsEither(checker, item))
}

/**
 * Whether the type is an object of this `_tag` that has this field.
 * @param {TypeChecker} checker
 * @param {Type} type
 * @param {string} tag
 * @param {string} field
 * @returns {boolean}
 */
const isSide = (checker, type, tag, field) => {
  const property = type.getProperty('_tag')
  if (property === undefined || type.getProperty(field) === undefined) return false
  const stated = checker.getTypeOfSymbol(property)
  return stated.isStringLiteral() && stated.value === tag
}
