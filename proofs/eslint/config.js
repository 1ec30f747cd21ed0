import { fileURLToPath } from 'node:url'

import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

import { fileName } from './file-name.js'
import { noDiscardedEither } from './no-discarded-either.js'

const libOnly = {
  regex: '^fp-ts(?!/lib/[A-Za-z]+\\.js$)|^io-ts/(?!lib/[A-Za-z]+\\.js$)',
  message: 'Import fp-ts/lib/Name.js or io-ts/lib/Name.js: the short form fails in plain Node.',
}
const noIndex = {
  regex: '^(?!.*/dist/)\\.{1,2}(/(.*/)?(index(\\.[a-z]+)?)?)?$',
  message: 'Import the file that defines it: an index is for other packages.',
}

const arrows = {
  selector: 'FunctionDeclaration[generator=false]',
  message: 'Write a const with an arrow function.',
}
const factories = {
  selector: 'ClassDeclaration:not([superClass])',
  message: 'Write a factory that answers an object literal.',
}
const unsure = ['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID'].map((call) => {
  const [object, property] = call.split('.')
  return {
    selector: `MemberExpression[object.name='${object}'][property.name='${property}']`,
    message: `${call} is not pure: the caller hands in what it needs.`,
  }
})
const noClock = {
  selector: ":matches(NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date'])",
  message: 'The clock is not pure: the caller hands in the time.',
}
const pure = [...unsure, noClock]

export default defineConfig(
  { ignores: ['**/dist/', '**/coverage/', '**/node_modules/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    files: ['**/*.ts', '**/*.js'],
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.tests.json',
          './tsconfig.workers.json',
          './packages/*/tsconfig.json',
          './examples/*/tsconfig.json',
          './proofs/tsconfig.tests.json',
          './proofs/bench/tsconfig.json',
        ],
        tsconfigRootDir: fileURLToPath(new URL('../..', import.meta.url)),
      },
    },
    plugins: { local: { rules: { 'file-name': fileName, 'no-discarded-either': noDiscardedEither } } },
    rules: {
      'local/file-name': 'error',
      'local/no-discarded-either': 'error',
      'max-lines': ['error', 200],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-imports': ['error', { patterns: [libOnly, noIndex] }],
      'no-restricted-syntax': ['error', arrows],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'], leadingUnderscore: 'forbid' },
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // Factories answer object literals, whose functions know no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A library is also called from plain JavaScript, and answers rejections for what its types rule out.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // An async function that awaits nothing turns a throw into a rejection, which is what a port promises.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['**/*.ts'], rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' } },
  {
    // Type assertions of JSDoc are not seen by these rules; the compiler checks the files all the same.
    files: ['**/*.js'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    rules: { 'no-console': 'error', 'no-restricted-syntax': ['error', arrows, factories] },
  },
  {
    // Generated: a decoder has a statement or more for each field of its event.
    files: ['packages/core/src/webhook/generated/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['packages/core/src/membership/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', arrows, factories, ...pure] },
  },
)
