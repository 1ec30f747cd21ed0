import { writeFileSync } from 'node:fs'

import { currentMeanings, currentPage } from './current-page.js'
import { target } from './meanings.js'

writeFileSync('docs/errors.md', currentPage())
writeFileSync(target, await currentMeanings())
