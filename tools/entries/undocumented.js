import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import ts from 'typescript'

/**
 * The exports of these declarations that have no docstring, as `<file>: <name>`. An export that is handed on is read where
 * it is declared.
 * @param {readonly string[]} files
 * @returns {string[]}
 */
export const undocumented = (files) => {
  const program = ts.createProgram([...files], { module: ts.ModuleKind.NodeNext, skipLibCheck: true, noEmit: true })
  const checker = program.getTypeChecker()
  return files.flatMap((file) => {
    const source = program.getSourceFile(file)
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
    if (module === undefined) return [`${file}: exports nothing`]
    return checker
      .getExportsOfModule(module)
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter((symbol) => isOurs(symbol) && symbol.getDocumentationComment(checker).length === 0)
      .map((symbol) => `${file}: ${symbol.name}`)
  })
}

/** Whether the repository declares it; a name of fp-ts that is handed on has the docs of fp-ts. @param {ts.Symbol} symbol */
const isOurs = (symbol) => !symbol.declarations?.some((at) => at.getSourceFile().fileName.includes('/node_modules/'))

/**
 * The declarations of every entry of every published package, below this folder.
 * @param {string} packages
 * @returns {string[]}
 */
export const entryFiles = (packages) =>
  readdirSync(packages)
    .filter((name) => existsSync(join(packages, name, 'package.json')))
    .flatMap((name) => {
      /** @type {{ exports: Record<string, string | { types: string }> }} */
      const { exports } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'))
      return Object.values(exports).flatMap((entry) =>
        typeof entry === 'string' ? [] : [join(packages, name, entry.types)],
      )
    })
