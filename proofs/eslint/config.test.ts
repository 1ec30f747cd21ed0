import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

// A CI run would otherwise be taken for one that reads every file once, from the disk.
const parserOptions = { disallowAutomaticSingleRunInference: true }
const eslint = new ESLint({ overrideConfig: { languageOptions: { parserOptions } } })

/** The rules that the house's own configuration reports for this text, were it in this file of the repo. */
const reported = async (filePath: string, text: string): Promise<readonly (string | null)[]> => {
  const [result] = await eslint.lintText(text, { filePath })
  return result?.messages.map(({ ruleId }) => ruleId) ?? []
}

const domain = 'packages/core/src/membership/fold.ts'
const port = 'packages/core/src/store/limits.ts'

const cases: readonly (readonly [rule: string | null, file: string, text: string])[] = [
  ['no-restricted-imports', port, `export { left } from 'fp-ts/Either'\n`],
  ['no-restricted-imports', port, `export { left } from 'fp-ts/lib/Either'\n`],
  ['no-restricted-imports', port, `export { left } from 'fp-ts/es6/Either.js'\n`],
  ['no-restricted-imports', port, `export { either } from 'fp-ts'\n`],
  ['no-restricted-imports', port, `export * from 'io-ts/Decoder'\n`],
  ['no-restricted-imports', port, `export * from './index.js'\n`],
  ['no-restricted-imports', domain, `export * from '../store/index.js'\n`],
  ['no-restricted-imports', domain, `export * from '..'\n`],
  ['no-restricted-syntax', domain, `export const now = (): number => Date.now()\n`],
  ['no-restricted-syntax', domain, `export const now = (): Date => new Date()\n`],
  ['no-restricted-syntax', domain, `export const now = (): string => Date()\n`],
  ['no-restricted-syntax', domain, `export const any = (): number => Math.random()\n`],
  ['no-restricted-syntax', port, `export function one(): number {\n  return 1\n}\n`],
  ['no-restricted-syntax', port, `export class Store {\n  readonly name = 'a'\n}\n`],
  ['max-lines', port, 'export const one = 1\n'.repeat(1) + '\n'.repeat(199) + 'export const two = 2\n'],
  ['@typescript-eslint/explicit-module-boundary-types', port, `export const one = () => 1\n`],
  ['@typescript-eslint/no-floating-promises', port, `Promise.resolve(1)\n`],
  ['@typescript-eslint/no-misused-promises', port, `setTimeout(async () => {\n  await Promise.resolve(1)\n}, 1)\n`],
  ['@typescript-eslint/no-explicit-any', port, `export const one: any = 1\n`],
  ['@typescript-eslint/ban-ts-comment', port, `// @ts-ignore\nexport const one = 1\n`],
  ['@typescript-eslint/naming-convention', port, `export interface IStore {\n  readonly name: string\n}\n`],
  ['local/no-discarded-either', port, `import { left } from 'fp-ts/lib/Either.js'\n\nleft(1)\n`],
  ['no-console', port, `console.log(1)\n`],
  ['no-var', port, `// eslint-disable-next-line no-var\nexport var one = 1\n`],
  [null, port, `// eslint-disable-next-line no-var\nexport const one = 1\n`],
]

describe('the lint configuration', () => {
  it.each(cases)('reports %s in %s: %j', async (rule, file, text) => {
    expect(await reported(file, text)).toContain(rule)
  })

  it('reports nothing in a sound text', async () => {
    const text = `import { type Either, left } from 'fp-ts/lib/Either.js'

export const midnight = (): Either<Date, never> => left(new Date(0))
`
    expect(await reported(domain, text)).toEqual([])
  })
})
