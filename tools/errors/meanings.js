import { format, resolveConfig } from 'prettier'

/** @import { DeclaredError } from './read-errors.js' */

/** The file of the meanings, below the root of the repository. */
export const target = 'packages/core/src/failure/meanings.ts'

/**
 * The first sentence of what each of these failures means, as a module. A message begins with it.
 * @param {readonly DeclaredError[]} errors
 */
export const meaningsModule = async (errors) => {
  const lines = errors.map(({ tag, meaning }) => `  ${tag}: ${JSON.stringify(firstSentence(meaning))},`)
  const text = `import type { LedgerFailure } from './ledger-failure.js'

// Made by \`pnpm errors\` from the docstrings of the failures. A change belongs there.

/** What each failure means, in the sentence with which \`docs/errors.md\` begins. */
export const meanings: Readonly<Record<LedgerFailure['_tag'], string>> = {
${lines.join('\n')}
}
`
  return format(text, { ...(await resolveConfig(target)), parser: 'typescript' })
}

/** @param {string} meaning */
const firstSentence = (meaning) => /^[^]*?[.](?= |$)/.exec(meaning)?.[0] ?? meaning
