/** @import { DeclaredError } from './read-errors.js' */

/**
 * The page that a host opens when it meets an error.
 * @param {readonly DeclaredError[]} errors
 * @param {{ issues: string, warnings: string }} kinds
 */
export const errorsPage = (errors, kinds) =>
  [
    '# Errors',
    '',
    'Every failure is a value with a `_tag` and a `retryable`; `orThrow`, opening a store and `for await` throw it as the',
    '`error` of a `LedgerError`. Its message begins with the tag and the first sentence here, and ends with the link. None holds a',
    'value of a webhook. This page is made from the source by `pnpm errors`.',
    '',
    ...errors.flatMap(section),
    '## Kinds of issues',
    '',
    kinds.issues,
    '',
    '## Kinds of warnings',
    '',
    kinds.warnings,
    '',
  ].join('\n')

/** @param {DeclaredError} error */
const section = ({ tag, meaning, retry, remedy, facts }) => [
  `## ${tag}`,
  '',
  `- **What it means:** ${meaning}`,
  `- **Does a retry help:** ${retry}`,
  `- **What to do:** ${remedy ?? ''}`,
  ...(facts.length === 0 ? [] : [`- **It carries:** ${facts.map((fact) => `\`${fact}\``).join(', ')}`]),
  '',
]
