import { writeFileSync } from 'node:fs'

import { currentPage } from './current-page.js'

writeFileSync('docs/errors.md', currentPage())
