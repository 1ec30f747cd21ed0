import { errorsPage } from './page.js'
import { readErrors, readKinds } from './read-errors.js'
import { sources } from './sources.js'

const issues = 'packages/core/src/webhook/issue.ts'

/** The page as the source has it now. */
export const currentPage = () =>
  errorsPage(readErrors(sources('packages')), {
    issues: readKinds(issues, 'IssueKind'),
    warnings: readKinds(issues, 'WarningKind'),
  })
