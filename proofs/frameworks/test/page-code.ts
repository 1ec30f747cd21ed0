import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The first `js` block of a page, or the one of this file. */
const blockOf = (page: string, file?: string): string => {
  const text = readFileSync(join(root, 'docs/guide', page), 'utf8')
  const fence = file === undefined ? '```js\n' : `\`\`\`js file=${file}\n`
  const start = text.indexOf(fence) + fence.length
  return start < fence.length ? '' : text.slice(start, text.indexOf('```', start))
}

export interface PageFiles {
  /** Where the code of the page stands; `main.js` by default. */
  readonly path?: string
  /** Other files: blocks of the page by their name, or texts. */
  readonly blocks?: readonly string[]
  readonly texts?: Readonly<Record<string, string>>
  /** What the test imports of the code besides its own exports. */
  readonly names?: readonly string[]
}

/** Runs the code of a page as a module, with its file in a folder of the test and its port chosen by the system. */
export const runPage = async (
  page: string,
  { path = 'main.js', blocks = [], texts = {}, names = [] }: PageFiles,
): Promise<Readonly<Record<string, unknown>>> => {
  mkdirSync(join(root, 'proofs/frameworks/dist'), { recursive: true })
  const folder = mkdtempSync(join(root, 'proofs/frameworks/dist/page-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, code: string): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), code.replaceAll('./ledger.db', join(folder, 'ledger.db')).replace('8080', '0'))
  }
  for (const block of blocks) write(block, blockOf(page, block))
  for (const [name, code] of Object.entries(texts)) write(name, code)
  write(path, `${blockOf(page)}\n${names.length > 0 ? `export { ${names.join(', ')} }\n` : ''}`)
  return (await import(join(folder, path))) as Readonly<Record<string, unknown>>
}
