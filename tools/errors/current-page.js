import { meaningsModule } from './meanings.js'
import { errorsPage } from './page.js'
import { readErrors, readKinds } from './read-errors.js'
import { sources } from './sources.js'

const issues = 'packages/core/src/failure/undecodable-webhook.ts'
const warnings = 'packages/core/src/webhook/issue.ts'

/** The page as the source has it now. */
export const currentPage = () =>
  errorsPage(readErrors(sources('packages')), {
    issues: readKinds(issues, 'IssueKind'),
    warnings: readKinds(warnings, 'WarningKind'),
  })

/** The meanings of the failures that a `LedgerError` carries, as the source has them now. */
export const currentMeanings = () =>
  meaningsModule(readErrors(sources('packages')).filter(({ file }) => file.startsWith('packages/core/src/failure/')))
