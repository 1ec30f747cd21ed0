import { fileURLToPath } from 'node:url'

import { Linter, RuleTester } from 'eslint'
import { parser } from 'typescript-eslint'
import { describe, expect, it } from 'vitest'

import { noDiscardedEither } from './no-discarded-either.js'

RuleTester.describe = describe
RuleTester.it = it

const tester = new RuleTester({
  languageOptions: {
    parser,
    parserOptions: {
      projectService: { allowDefaultProject: ['*.ts'] },
      tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
    },
  },
})

const declarations = `
  interface Left<E> { readonly _tag: 'Left'; readonly left: E }
  interface Right<A> { readonly _tag: 'Right'; readonly right: A }
  type Either<E, A> = Left<E> | Right<A>
  interface None { readonly _tag: 'None' }
  interface Some<A> { readonly _tag: 'Some'; readonly value: A }
  type TaskEither<E, A> = () => Promise<Either<E, A>>
  declare const sync: () => Either<string, number>
  declare const failed: () => Left<string>
  declare const later: () => Promise<Either<string, number>>
  declare const lazy: (n: number) => TaskEither<string, number>
  declare const maybe: () => Either<string, number> | undefined
  declare const option: () => None | Some<number>
  declare const nothing: () => Promise<void>
  declare const tagged: () => { readonly _tag: 'Left' }
  declare const ready: boolean
  declare const store: { append: () => Promise<Either<string, number>> } | undefined
`

const valid = [
  'export const kept = sync()',
  'export const kept = await later()',
  "if ((await later())._tag === 'Left') throw new Error('no')",
  'let kept; kept = sync(); export { kept }',
  'option()',
  'tagged()',
  'await nothing()',
  'void nothing()',
  'await later().then((found) => { console.log(found) })',
  'void Promise.all([nothing(), nothing()])',
]

const invalid = [
  'sync()',
  'failed()',
  'later()',
  'await later()',
  'void later()',
  'void (await later())',
  'later().catch(() => sync())',
  'maybe()',
  'lazy(1)',
  'await lazy(1)()',
  'ready && sync()',
  'ready ? sync() : nothing()',
  'nothing(), sync()',
  'await store?.append()',
  'await Promise.all([later(), nothing()])',
  'await Promise.all([1, 2].map(later))',
]

const file = (code: string): string => `${declarations}${code}\nexport {}\n`

tester.run('no-discarded-either', noDiscardedEither, {
  valid: valid.map((code) => ({ name: code, code: file(code) })),
  invalid: invalid.map((code) => ({ name: code, code: file(code), errors: [{ messageId: 'discarded' }] })),
})

it('fails where there is no type information, rather than finding nothing', () => {
  const plugins = { local: { rules: { either: noDiscardedEither } } }
  const lint = (): unknown => new Linter().verify('f()', { plugins, rules: { 'local/either': 'error' } })
  expect(lint).toThrow('needs type information')
})
