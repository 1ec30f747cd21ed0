import type { LedgerFailure } from './ledger-failure.js'
import { meanings } from './meanings.js'

/** The line of a failure: its tag, what that means, what it says of itself, and where `docs/errors.md` has it. */
export const messageOf = (failure: LedgerFailure): string => {
  const facts = factsOf(failure)
  const said = facts === '' ? '' : ` ${facts}.`
  return `${failure._tag}: ${meanings[failure._tag]}${said} See docs/errors.md#${failure._tag.toLowerCase()}`
}

/** A message shows few issues; the failure has all of them. */
const mostIssues = 3

const factsOf = (failure: LedgerFailure): string => {
  switch (failure._tag) {
    case 'InvalidArgument':
      return `\`${failure.argument}\` must be ${failure.expected}`
    case 'InvalidOption':
      return `\`${failure.option}\` must be ${failure.expected}`
    case 'UndecodableWebhook':
      return failure.issues
        .slice(0, mostIssues)
        .map(({ kind, path, expected }) => `\`${path}\`: ${kind}, expected ${expected}`)
        .join('; ')
    default:
      return shown(failure)
  }
}

/** The texts and numbers of a failure by their names. Everything else may be large, or the host's own. */
const shown = ({ _tag, retryable: _, ...facts }: LedgerFailure): string =>
  Object.entries(facts)
    .flatMap(([name, fact]) => (typeof fact === 'string' || typeof fact === 'number' ? [`\`${name}\`: ${fact}`] : []))
    .join(', ')
