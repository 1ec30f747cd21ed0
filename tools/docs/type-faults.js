import { basename, join } from 'node:path'

import ts from 'typescript'

const packages = ['core', 'store-memory', 'store-sqlite', 'store-conformance', 'history-check', 'receiver']

/**
 * Type-checks modules that stand in no file, against the packages' sources and with the options of the workspace.
 * @param {string} root the folder of the workspace
 * @param {ReadonlyMap<string, string>} modules the code of each, by the name of the page that it is in
 * @returns {string[]} `page:line message`
 */
export const typeFaults = (root, modules) => {
  const pages = new Map([...modules].map(([page, code], index) => [virtualPath(root, page, index), { page, code }]))
  const options = optionsOf(root)
  const files = ts.createCompilerHost(options)
  /** @type {ts.CompilerHost} */
  const host = {
    ...files,
    fileExists: (path) => pages.has(path) || files.fileExists(path),
    readFile: (path) => pages.get(path)?.code ?? files.readFile(path),
    getSourceFile: (path, how) => {
      const code = pages.get(path)?.code
      return code === undefined ? files.getSourceFile(path, how) : ts.createSourceFile(path, code, how)
    },
  }
  const program = ts.createProgram([...pages.keys()], options, host)
  return [...pages].flatMap(([path, { page }]) => {
    const source = program.getSourceFile(path)
    if (source === undefined) return [`${page} was not read`]
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((fault) => {
      const { line } = source.getLineAndCharacterOfPosition(fault.start ?? 0)
      return `${page}:${line + 1} ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`
    })
  })
}

/**
 * In a package, so that its dependencies are found.
 * @param {string} root
 * @param {string} page
 * @param {number} index
 */
const virtualPath = (root, page, index) => join(root, 'packages/core', `page-${index}-${basename(page, '.md')}.ts`)

/**
 * @param {string} root
 * @returns {ts.CompilerOptions}
 */
const optionsOf = (root) => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return {
    ...options,
    composite: false,
    noEmit: true,
    // A page shows what is answered, and need not use it.
    noUnusedLocals: false,
    typeRoots: [join(root, 'node_modules/@types')],
    paths: {
      ...Object.fromEntries(
        packages.map((name) => [`@partner-ledger/${name}`, [`${root}/packages/${name}/src/index.ts`]]),
      ),
      '@partner-ledger/receiver/*': [`${root}/packages/receiver/src/*/index.ts`],
      '@partner-ledger/core/*': [`${root}/packages/core/src/*/index.ts`],
    },
  }
}
