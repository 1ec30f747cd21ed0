import { writeFileSync } from 'node:fs'

import { errorsPage } from './page.js'
import { readErrors } from './read-errors.js'
import { sources } from './sources.js'

writeFileSync('docs/errors.md', errorsPage(readErrors(sources('packages'))))
