/** @import { DeclaredError } from './read-errors.js' */

/**
 * The page that a host opens when it meets an error.
 * @param {readonly DeclaredError[]} errors
 */
export const errorsPage = (errors) =>
  [
    '# Errors',
    '',
    'Every failure is a value with a `_tag` and a `retryable`; `orThrow`, opening a store and `for await` throw it as the',
    '`error` of a `LedgerError`. None holds a value of a webhook. This page is made from the source by `pnpm errors`.',
    '',
    ...errors.flatMap(section),
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
