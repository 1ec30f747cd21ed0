import { join } from 'node:path'

import { RuleTester } from 'eslint'
import { describe, it } from 'vitest'

import { fileName } from './file-name.js'

RuleTester.describe = describe
RuleTester.it = it

const at = (path: string) => ({ name: path, code: '', filename: join(process.cwd(), path) })

new RuleTester().run('file-name', fileName, {
  valid: [
    'packages/core/src/membership/end-of-day.ts',
    'packages/core/test/fold.test.ts',
    'vitest.config.ts',
    'proofs/eslint/file-name.js',
  ].map(at),
  invalid: [
    ...['src/utils.ts', 'src/helper.ts', 'src/types.ts', 'src/common/clock.ts', 'src/interfaces.test.ts'].map(
      (path) => ({
        ...at(path),
        errors: [{ messageId: 'nameless' }],
      }),
    ),
    ...['src/endOfDay.ts', 'src/Ledger.ts', 'src/end_of_day.ts'].map((path) => ({
      ...at(path),
      errors: [{ messageId: 'kebab' }],
    })),
  ],
})
