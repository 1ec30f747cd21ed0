import { readFileSync } from 'node:fs'

import ts from 'typescript'

/**
 * One failure as the source declares it: an interface with a literal `_tag`, and a `retryable` or a remedy.
 * @typedef {{ tag: string, file: string, meaning: string, retry: string, remedy: string | undefined, facts: string[] }} DeclaredError
 */

/**
 * Every failure that these sources export, in the order of their names.
 * @param {readonly string[]} files
 * @returns {DeclaredError[]}
 */
export const readErrors = (files) =>
  files
    .flatMap((file) =>
      errorsIn(file, ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)),
    )
    .sort((a, b) => (a.tag < b.tag ? -1 : 1))

/**
 * What the comment of this type alias says of its members.
 * @param {string} file
 * @param {string} name
 */
export const readKinds = (file, name) => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const alias = source.statements.filter(ts.isTypeAliasDeclaration).find((type) => type.name.text === name)
  if (alias === undefined) throw new Error(`${file} has no type ${name}`)
  return documented(alias).meaning
}

/**
 * @param {string} file
 * @param {ts.SourceFile} source
 */
const errorsIn = (file, source) =>
  source.statements.filter(ts.isInterfaceDeclaration).flatMap((declaration) => {
    const tag = literalOf(member(declaration, '_tag'))
    const retryable = member(declaration, 'retryable')
    const { meaning, remedy } = documented(declaration)
    if (tag === undefined || (retryable === undefined && remedy === undefined)) return []
    return [{ tag, file, meaning, remedy, retry: retryText(retryable), facts: factsOf(declaration) }]
  })

/**
 * @param {ts.InterfaceDeclaration} declaration
 * @param {string} name
 */
const member = (declaration, name) =>
  declaration.members.filter(ts.isPropertySignature).find((property) => property.name.getText() === name)

/** @param {ts.PropertySignature | undefined} property */
const literalOf = (property) =>
  property?.type !== undefined && ts.isLiteralTypeNode(property.type) && ts.isStringLiteral(property.type.literal)
    ? property.type.literal.text
    : undefined

/** @param {ts.PropertySignature | undefined} property */
const retryText = (property) => {
  const type = property?.type?.getText() ?? 'false'
  return type === 'true' ? 'yes' : type === 'false' ? 'no' : 'it says so itself (`retryable`)'
}

/** @param {ts.InterfaceDeclaration} declaration */
const factsOf = (declaration) =>
  declaration.members
    .filter(ts.isPropertySignature)
    .map((property) => property.name.getText())
    .filter((name) => name !== '_tag' && name !== 'retryable')

/** @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} declaration */
const documented = (declaration) => {
  const [doc] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc)
  const remedy = doc?.tags?.find((tag) => tag.tagName.text === 'remedy')
  return { meaning: oneLine(doc?.comment), remedy: remedy === undefined ? undefined : oneLine(remedy.comment) }
}

/** @param {string | ts.NodeArray<ts.JSDocComment> | undefined} comment */
const oneLine = (comment) => (ts.getTextOfJSDocComment(comment) ?? '').replace(/\s+/g, ' ').trim()
